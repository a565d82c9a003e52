import { type Raw, raw } from '../oracle/build.ts';
import { change, changeIn, listOf, type Mutation, ofKind, pick } from './mutations.ts';

/** Some field of both records of an attachment. */
function changeAttachment(fields: (choice: number) => object): Mutation {
  return (resources, { a, b }) => {
    const one = pick(ofKind(resources, 'transitGatewayAttachment'), a);
    if (!one) return resources;
    const isIt = (id: unknown) => id === one.fields.TransitGatewayAttachmentId;
    return resources.map((each) =>
      isIt(each.fields.TransitGatewayAttachmentId) ? { ...each, fields: { ...each.fields, ...fields(b) } } : each,
    );
  };
}

function changeOption(kind: 'transitGateway' | 'transitGatewayVpcAttachment', name: string): Mutation {
  return change(kind, 'a', ({ fields }, { b }) => ({
    Options: { ...(fields.Options as object), [name]: b % 3 === 0 ? 'enable' : 'disable' },
  }));
}

const CIDRS = [
  '10.1.0.0/24',
  '10.2.0.0/16',
  '10.3.1.0/24',
  '10.1.0.10/32',
  '0.0.0.0/0',
  '10.0.0.0/8',
  '2600:1f18:1::/56',
];
const TARGETS = ['att-1', 'att-2', 'att-3', 'att-8', 'att-x12', 'att-9'];

const routeTo = (cidr: string | undefined, to: string | undefined, more: object = {}) => ({
  DestinationCidrBlock: cidr,
  Type: 'static',
  State: 'active',
  TransitGatewayAttachments: [
    { TransitGatewayAttachmentId: to, ResourceType: to?.startsWith('att-x') ? 'peering' : 'vpc' },
  ],
  ...more,
});

const tables: readonly Mutation[] = [
  changeIn('transitGatewayRoutes', 'Routes', () => []),
  changeIn('transitGatewayRoutes', 'Routes', (one) => [{ ...one, State: 'blackhole', TransitGatewayAttachments: [] }]),
  // Where it led to is sometimes still told.
  changeIn('transitGatewayRoutes', 'Routes', (one) => [{ ...one, State: 'blackhole' }]),
  changeIn('transitGatewayRoutes', 'Routes', (one) => [{ ...one, State: 'pending' }]),
  changeIn('transitGatewayRoutes', 'Routes', (one, { c }) => [
    routeTo(String(one.DestinationCidrBlock), pick(TARGETS, c)),
  ]),
  changeIn('transitGatewayRoutes', 'Routes', (one, { what, c }) => [
    ...(one.DestinationCidrBlock === pick(CIDRS, c) ? [] : [one]),
    routeTo(pick(CIDRS, c), pick(TARGETS, Math.floor(what / 7))),
  ]),
  changeIn('transitGatewayRoutes', 'Routes', (one, { c }) => [
    one,
    routeTo(pick(CIDRS.slice(0, 4), c), undefined, { State: 'blackhole', TransitGatewayAttachments: [] }),
  ]),
  change('transitGatewayRoutes', 'a', () => ({ AdditionalRoutesAvailable: true })),
  changeIn('transitGatewayPropagations', 'TransitGatewayRouteTablePropagations', () => []),
  changeIn('transitGatewayPropagations', 'TransitGatewayRouteTablePropagations', (one) => [
    one,
    { TransitGatewayAttachmentId: 'att-vpn', ResourceType: 'vpn', State: 'enabled' },
  ]),
  (resources, { a, b, c }) => {
    const one = pick(ofKind(resources, 'transitGatewayRouteTable'), a);
    if (!one) return resources;
    const attachment = b % 2 === 0 ? { TransitGatewayAttachmentId: pick(TARGETS, c), ResourceType: 'vpc' } : undefined;
    const reference = {
      PrefixListId: pick(['pl-home', 'pl-home', 'pl-9'], b),
      State: 'available',
      Blackhole: attachment === undefined,
      TransitGatewayAttachment: attachment,
    };
    const fields = {
      TransitGatewayRouteTableId: one.fields.TransitGatewayRouteTableId,
      TransitGatewayPrefixListReferences: [reference],
    };
    return [
      ...resources.filter(({ kind }) => kind !== 'transitGatewayPrefixListReferences'),
      raw('transitGatewayPrefixListReferences', fields, { account: one.account ?? '', region: one.region ?? '' }),
    ];
  },
];

/** A transit gateway of an account that nobody read: its associations are not told (TGW-23). */
const shared: Mutation = (resources, { a }) => {
  const one = pick(ofKind(resources, 'transitGateway'), a);
  const others = { TransitGatewayOwnerId: '999999999999', Association: undefined };
  return resources.map((each) => {
    if (each === one) return { ...each, fields: { ...each.fields, OwnerId: '999999999999' } };
    const isOf =
      each.kind === 'transitGatewayAttachment' && each.fields.TransitGatewayId === one?.fields.TransitGatewayId;
    return isOf ? { ...each, fields: { ...each.fields, ...others } } : each;
  });
};

const attachments: readonly Mutation[] = [
  changeAttachment((b) => ({ State: pick(['pendingAcceptance', 'deleted', 'failed', 'modifying'], b) })),
  change('transitGatewayAttachment', 'a', (one, { b }) => ({
    Association: { ...(one.fields.Association as object), State: pick(['disassociating', 'associated'], b) },
  })),
  change('transitGatewayAttachment', 'a', () => ({ Association: undefined })),
  shared,
  change('transitGatewayAttachment', 'a', (_, { b }) => ({
    Association: { TransitGatewayRouteTableId: pick(['tgw-rtb-1', 'tgw-rtb-1h', 'tgw-rtb-9'], b), State: 'associated' },
  })),
  change('transitGatewayVpcAttachment', 'a', (one, { b }) => {
    const ids = listOf(one, 'SubnetIds');
    return { SubnetIds: b % 2 === 0 || ids.length < 2 ? ids.slice(0, 1) : ids.slice(1) };
  }),
  changeOption('transitGatewayVpcAttachment', 'ApplianceModeSupport'),
  changeOption('transitGatewayVpcAttachment', 'Ipv6Support'),
  changeOption('transitGatewayVpcAttachment', 'SecurityGroupReferencingSupport'),
  changeOption('transitGateway', 'SecurityGroupReferencingSupport'),
  change('transitGateway', 'a', (_, { b }) => ({ State: pick(['deleting', 'modifying'], b) })),
  change('subnet', 'a', (_, { b }) => ({
    AvailabilityZoneId: pick(['eu-west-1-az0', 'eu-west-1-az1', 'eu-west-1-az2'], b),
  })),
];

const removable = [
  ...(['transitGateway', 'transitGatewayAttachment', 'transitGatewayVpcAttachment', 'transitGatewayRoutes'] as const),
  ...(['transitGatewayPropagations', 'transitGatewayPeeringAttachment', 'transitGatewayRouteTable'] as const),
];
const removal: Mutation = (resources, { a, b }) => {
  const one = pick(ofKind(resources, pick(removable, a) ?? 'transitGateway'), b);
  return resources.filter((each) => each !== one);
};

/** Attachments, associations, and what stands in the tables of transit gateways. */
export const transitMutations: readonly Mutation[] = [...tables, ...attachments, removal];

/** No table leads to, or routes, an attachment of another transit gateway. */
export function withinGateways(resources: readonly Raw[]): readonly Raw[] {
  const gatewayOf = new Map(
    ofKind(resources, 'transitGatewayRouteTable').map(({ fields }) => [
      fields.TransitGatewayRouteTableId,
      fields.TransitGatewayId,
    ]),
  );
  const own = new Set(
    ofKind(resources, 'transitGatewayAttachment').map(
      ({ fields }) => `${fields.TransitGatewayId}|${fields.TransitGatewayAttachmentId}`,
    ),
  );
  const isOwn = (table: unknown, id: unknown) => id === undefined || own.has(`${gatewayOf.get(table)}|${id}`);
  return resources.map((one) => {
    const { fields } = one;
    const table = fields.TransitGatewayRouteTableId;
    if (one.kind === 'transitGatewayRoutes') {
      const Routes = listOf(one, 'Routes').filter((route) =>
        ((route.TransitGatewayAttachments ?? []) as { TransitGatewayAttachmentId?: string }[]).every((each) =>
          isOwn(table, each.TransitGatewayAttachmentId),
        ),
      );
      return { ...one, fields: { ...fields, Routes: withoutTwins(Routes) } };
    }
    if (one.kind === 'transitGatewayPrefixListReferences') {
      const kept = listOf(one, 'TransitGatewayPrefixListReferences').filter((each) =>
        isOwn(
          table,
          (each.TransitGatewayAttachment as { TransitGatewayAttachmentId?: string } | undefined)
            ?.TransitGatewayAttachmentId,
        ),
      );
      return { ...one, fields: { ...fields, TransitGatewayPrefixListReferences: kept } };
    }
    const association = fields.Association as { TransitGatewayRouteTableId?: string } | undefined;
    const at = gatewayOf.get(association?.TransitGatewayRouteTableId);
    const isForeign = one.kind === 'transitGatewayAttachment' && at !== undefined && at !== fields.TransitGatewayId;
    return isForeign ? { ...one, fields: { ...fields, Association: undefined } } : one;
  });
}

/** A table takes no second static route to a destination: the later one stands. */
function withoutTwins(routes: readonly Record<string, unknown>[]): readonly object[] {
  const isStatic = (one: Record<string, unknown>) => one.Type === 'static' && one.PrefixListId === undefined;
  const last = new Map(routes.filter(isStatic).map((one) => [one.DestinationCidrBlock, one]));
  return routes.filter((one) => !isStatic(one) || last.get(one.DestinationCidrBlock) === one);
}
