import type { Change } from '../../model/change.ts';
import type { ComponentId } from '../../model/route.ts';
import { firewallEndpoints } from '../firewall-endpoints.ts';
import type { Lookup } from '../lookup.ts';
import { namings } from '../namings.ts';
import { ownedInterfaces } from '../owned-interfaces.ts';
import { type Kind, kinds, type RecordOfKind, recordType } from '../record-types.ts';
import type { Naming } from '../resource-type.ts';
import { type StatementForm, StatementProblem } from './statement.ts';

type Fields = Readonly<Record<string, unknown>>;
type Gone = ReadonlySet<string>;

export const GONE: StatementForm = {
  form: 'ANYTHING is gone',
  kinds,
  pattern: /^(?:is +)?(?:gone|deleted|removed)$/i,
  read({ net, id, kind }) {
    refuseInUse(net, id, kind);
    const gone = withParts(net, id);
    return [
      ...[...gone].map((component): Change => ({ op: 'remove', component, at: '' })),
      ...whatIsLeft(net, gone).filter(({ component }) => !gone.has(component)),
    ];
  },
};

/** AWS deletes no group that an interface carries, and no network ACL of a subnet. */
function refuseInUse(net: Lookup, id: ComponentId, kind: Kind): void {
  const users =
    kind === 'securityGroup'
      ? net.all('networkInterface').flatMap((one) => (one.groups.some((each) => each?.groupId === id) ? one : []))
      : [];
  const [user] = users;
  if (user)
    throw new StatementProblem(`${id} is on ${user.networkInterfaceId}: say ${user.networkInterfaceId} -${id}.`);
  const subnet =
    kind === 'networkAcl' ? net.get('networkAcl', id)?.associations.find((one) => one?.subnetId) : undefined;
  if (subnet) throw new StatementProblem(`${id} is that of ${subnet.subnetId}: say ${subnet.subnetId} → another ACL.`);
}

/** Fields that name what an object is in, or is made for: it does not outlast that. */
const HOLDERS = ['vpcId', 'subnetId', 'transitGatewayId', 'vpnGatewayId', 'loadBalancerArn', 'resourceId'];

/** Everything that goes with it: what is in it, and the interfaces that AWS made for any of it. */
function withParts(net: Lookup, id: ComponentId): Gone {
  const gone = new Set<string>([id]);
  for (let last: Gone = gone; last.size > 0; ) {
    const next = new Set([...heldBy(net, last), ...[...last].flatMap((one) => interfacesOf(net, one))]);
    for (const one of gone) next.delete(one);
    for (const one of next) gone.add(one);
    last = next;
  }
  return gone;
}

function heldBy(net: Lookup, gone: Gone): readonly string[] {
  const isGone = (one: unknown) => typeof one === 'string' && gone.has(one);
  const held = kinds.flatMap((kind) =>
    net.all(kind).flatMap((record) => {
      const fields = record as object as Fields;
      return HOLDERS.some((name) => isGone(fields[name])) ? (recordType(kind).key(record) ?? []) : [];
    }),
  );
  const peerings = net.all('vpcPeeringConnection').flatMap((one) => {
    const isEnded = isGone(one.requesterVpcInfo?.vpcId) || isGone(one.accepterVpcInfo?.vpcId);
    return isEnded ? (one.vpcPeeringConnectionId ?? []) : [];
  });
  const endpoints = [...firewallEndpoints(net)].flatMap(([id, one]) => (isGone(one.firewallArn) ? id : []));
  const interfaces = net
    .all('networkInterface')
    .flatMap((one) => (isGone(one.attachment?.instanceId) ? (one.networkInterfaceId ?? []) : []));
  return [...held, ...peerings, ...interfaces, ...endpoints.filter((id) => net.get('vpcEndpoint', id))];
}

/** The interfaces of gateways, endpoints, attachments, and of what AWS runs. */
function interfacesOf(net: Lookup, id: ComponentId): readonly string[] {
  const nat = net.get('natGateway', id)?.natGatewayAddresses.map((one) => one?.networkInterfaceId) ?? [];
  const endpoint = net.get('vpcEndpoint', id)?.networkInterfaceIds ?? [];
  const attached = net.get('transitGatewayVpcAttachment', id)
    ? ownedInterfaces(net, { description: 'Network Interface for Transit Gateway Attachment ', name: id })
    : [];
  const managed = (Object.keys(namings) as Kind[]).flatMap((kind) => {
    const record = net.get(kind, id);
    // A naming accepts only records of its own kind; it is given no others.
    return record ? ((namings[kind] as Naming<object>).interfaces(record, net) ?? []) : [];
  });
  return [...nat, ...endpoint, ...attached, ...managed].filter((one) => net.get('networkInterface', one)) as string[];
}

/** What AWS makes of the objects that referred to something when that is deleted. */
function whatIsLeft(net: Lookup, gone: Gone): readonly Change[] {
  return [
    ...net.all('routeTable').flatMap((table) => routesLeft(net, table, gone)),
    ...net.all('transitGatewayRoutes').flatMap((table) => transitRoutesLeft(table, gone)),
    ...net.all('transitGatewayPropagations').flatMap(({ transitGatewayRouteTableId, ...one }) => {
      const listed = one.transitGatewayRouteTablePropagations;
      return withoutElements(transitGatewayRouteTableId, 'TransitGatewayRouteTablePropagations', listed, gone);
    }),
    ...net.all('transitGatewayAssociations').flatMap(({ transitGatewayRouteTableId, associations }) => {
      return withoutElements(transitGatewayRouteTableId, 'Associations', associations, gone);
    }),
    ...net
      .all('targetHealth')
      .flatMap(({ targetGroupArn = '', targetHealthDescriptions }) =>
        targetHealthDescriptions.flatMap((one, position): readonly Change[] =>
          gone.has(one?.target?.id ?? '')
            ? [{ op: 'remove', component: targetGroupArn, at: `/TargetHealthDescriptions/${position}` }]
            : [],
        ),
      ),
    ...net.all('networkInterface').flatMap((one) => addressesLeft(net, one, gone)),
  ];
}

/** A route to what is gone is a blackhole (RT-10); those of gateway endpoints and of propagation go with it. */
function routesLeft(net: Lookup, table: RecordOfKind<'routeTable'>, gone: Gone): readonly Change[] {
  return table.routes.flatMap((route, position): readonly Change[] => {
    const { origin, state: _, ...targets } = route ?? {};
    const target = Object.values(targets).find((one) => one !== undefined && gone.has(one));
    if (target === undefined) return [];
    const at = `/Routes/${position}`;
    const component = table.routeTableId ?? '';
    const isGateway = net.get('vpcEndpoint', target)?.vpcEndpointType?.toLowerCase() === 'gateway';
    if (isGateway || origin === 'EnableVgwRoutePropagation') return [{ op: 'remove', component, at }];
    return [{ op: 'replace', component, at: `${at}/State`, value: 'blackhole' }];
  });
}

/** A static route without an attachment is a blackhole (RT-10), a propagated one is no more. */
function transitRoutesLeft(table: RecordOfKind<'transitGatewayRoutes'>, gone: Gone): readonly Change[] {
  const component = table.transitGatewayRouteTableId ?? '';
  return table.routes.flatMap((route, position): readonly Change[] => {
    const [at, attachments] = [`/Routes/${position}`, route?.transitGatewayAttachments ?? []];
    const left = attachments.filter((one) => !gone.has(one?.transitGatewayAttachmentId ?? ''));
    if (left.length === attachments.length) return [];
    if (left.length > 0) {
      const all = `${at}/TransitGatewayAttachments`;
      return attachments.flatMap((one, i): readonly Change[] =>
        left.includes(one) ? [] : [{ op: 'remove', component, at: `${all}/${i}` }],
      );
    }
    if (route?.type?.toLowerCase() === 'propagated') return [{ op: 'remove', component, at }];
    return [{ op: 'replace', component, at: `${at}/State`, value: 'blackhole' }];
  });
}

/** Of a list of attachments, those that are gone. */
function withoutElements(
  component: ComponentId = '',
  field: string,
  all: readonly ({ readonly transitGatewayAttachmentId?: string | undefined } | undefined)[],
  gone: Gone,
): readonly Change[] {
  return all.flatMap((one, position): readonly Change[] =>
    gone.has(one?.transitGatewayAttachmentId ?? '') ? [{ op: 'remove', component, at: `/${field}/${position}` }] : [],
  );
}

/** An Elastic IP address that is given back is nobody's. */
function addressesLeft(net: Lookup, record: RecordOfKind<'networkInterface'>, gone: Gone): readonly Change[] {
  const component = record.networkInterfaceId ?? '';
  const isGone = (one: { readonly allocationId?: string | undefined } | undefined) =>
    gone.has(one?.allocationId ?? '') && net.get('address', one?.allocationId) !== undefined;
  return [
    ...(isGone(record.association) ? [{ op: 'remove', component, at: '/Association' } as const] : []),
    ...record.privateIpAddresses.flatMap((one, position): readonly Change[] =>
      isGone(one?.association) ? [{ op: 'remove', component, at: `/PrivateIpAddresses/${position}/Association` }] : [],
    ),
  ];
}
