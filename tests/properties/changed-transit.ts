import fc from 'fast-check';
import { type Raw, raw } from '../oracle/build.ts';
import { type Fields, list } from './written-piece.ts';

/** What changes of the tables of a transit gateway and of what is attached to it; numbers are taken modulo what is there. */
export interface Transiting {
  /** Static routes: to an attachment, or nowhere. */
  readonly routes: readonly {
    readonly table: number;
    readonly vpc: number;
    readonly range: 'whole' | 'part' | 'outside';
    readonly to: number | 'blackhole';
  }[];
  /** An attachment that propagates to one table less. */
  readonly withheld: readonly [table: number, attachment: number] | undefined;
  /** An attachment that is associated with another table, or with none. */
  readonly associated: readonly [attachment: number, table: number | 'none'] | undefined;
  readonly appliance: number | undefined;
  /** Where a table leads the ranges of a prefix list. */
  readonly listed: readonly [table: number, to: number | 'blackhole'] | undefined;
}

const some = fc.nat(9);
const perhaps = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 2 });
const target = fc.oneof({ weight: 3, arbitrary: some }, { weight: 1, arbitrary: fc.constant('blackhole' as const) });

export const transitings: fc.Arbitrary<Transiting> = fc.record({
  routes: fc.array(
    fc.record({
      table: some,
      vpc: fc.integer({ min: 1, max: 3 }),
      range: fc.constantFrom('whole', 'part', 'outside'),
      to: target,
    }),
    { maxLength: 2 },
  ),
  withheld: perhaps(fc.tuple(some, some)),
  associated: perhaps(fc.tuple(some, fc.oneof(some, fc.constant('none' as const)))),
  appliance: perhaps(some),
  listed: perhaps(fc.tuple(some, target)),
});

const idOf = ({ fields }: Raw) => String(fields.TransitGatewayAttachmentId);
const tableOf = ({ fields }: Raw) => String(fields.TransitGatewayRouteTableId);
const edited = (one: Raw, fields: Fields): Raw => ({ ...one, fields: { ...one.fields, ...fields } });

/** The network with its transit gateways so: those that only VPCs are attached to. */
export function transited(all: readonly Raw[], change: Transiting): readonly Raw[] {
  const attached = all.filter(({ kind }) => kind === 'transitGatewayAttachment');
  const tables = all.filter(({ kind }) => kind === 'transitGatewayRoutes').map(tableOf);
  if (tables.length === 0 || attached.some(({ fields }) => fields.ResourceType !== 'vpc')) return all;
  const pick = <T>(of: readonly T[], n: number) => of[n % of.length] as T;
  const withheld = change.withheld && [
    pick(tables, change.withheld[0]),
    pick(attached, change.withheld[1]).fields.TransitGatewayAttachmentId,
  ];
  const isWithheld = (one: Raw, id: unknown) => withheld?.[0] === tableOf(one) && withheld[1] === id;
  const leading = (to: number | 'blackhole') =>
    to === 'blackhole'
      ? { Type: 'static', State: 'blackhole' }
      : { Type: 'static', State: 'active', TransitGatewayAttachments: [leadTo(pick(attached, to))] };
  const statics = change.routes.map(({ table, vpc, range, to }) => {
    const cidr = { whole: `10.${vpc}.0.0/16`, part: `10.${vpc}.1.0/24`, outside: '198.51.100.0/24' }[range];
    return { table: pick(tables, table), route: { DestinationCidrBlock: cidr, ...leading(to) } as Fields };
  });
  const [listing, listed] = change.listed ?? [];
  const reference = listing === undefined ? undefined : pick(tables, listing);
  const changed = all.map((one): Raw => {
    const { kind, fields } = one;
    switch (kind) {
      case 'transitGatewayRoutes': {
        const own = new Map(
          statics.flatMap(({ table, route }) => (table === tableOf(one) ? [[cidrOf(route), route]] : [])),
        );
        const kept = list(fields.Routes).filter((route) => {
          const to = list(route.TransitGatewayAttachments)[0]?.TransitGatewayAttachmentId;
          return !own.has(cidrOf(route)) && !(route.Type === 'propagated' && isWithheld(one, to));
        });
        const isListed = (cidr: string) => reference === tableOf(one) && LIST.cidrs.includes(cidr);
        const shown = kept.filter((route) => !(route.Type === 'propagated' && isListed(cidrOf(route))));
        const isStatic = (cidr: string) => own.has(cidr) || shown.some((route) => cidrOf(route) === cidr);
        const byList = LIST.cidrs.flatMap((cidr) =>
          isListed(cidr) && !isStatic(cidr)
            ? [{ DestinationCidrBlock: cidr, PrefixListId: LIST.id, ...leading(listed ?? 0) }]
            : [],
        );
        return edited(one, { Routes: [...shown, ...own.values(), ...byList] });
      }
      case 'transitGatewayPropagations': {
        const kept = list(fields.TransitGatewayRouteTablePropagations).filter(
          ({ TransitGatewayAttachmentId: id }) => !isWithheld(one, id),
        );
        return edited(one, { TransitGatewayRouteTablePropagations: kept });
      }
      case 'transitGatewayAttachment': {
        if (!change.associated || one !== pick(attached, change.associated[0])) return one;
        const [, table] = change.associated;
        const Association =
          table === 'none' ? undefined : { TransitGatewayRouteTableId: pick(tables, table), State: 'associated' };
        return edited(one, { Association });
      }
      case 'transitGatewayVpcAttachment': {
        if (change.appliance === undefined || idOf(one) !== idOf(pick(attached, change.appliance))) return one;
        return edited(one, { Options: { ...(fields.Options as object), ApplianceModeSupport: 'enable' } });
      }
      default:
        return one;
    }
  });
  const references = tables.map((id) =>
    raw('transitGatewayPrefixListReferences', {
      TransitGatewayRouteTableId: id,
      TransitGatewayPrefixListReferences: id === reference ? [referring(leading(listed ?? 0))] : [],
    }),
  );
  const own = [
    raw('prefixList', { PrefixListId: LIST.id, AddressFamily: 'IPv4' }),
    raw('prefixListEntries', { PrefixListId: LIST.id, Entries: LIST.cidrs.map((Cidr) => ({ Cidr })) }),
  ];
  return [...changed, ...references, ...own];
}

/** What a VPC propagates, and a part of another. */
const LIST = { id: 'pl-routed', cidrs: ['10.2.0.0/16', '10.1.1.0/24'] };

function referring({
  State,
  TransitGatewayAttachments: [to] = [],
}: {
  State: string;
  TransitGatewayAttachments?: object[];
}) {
  return {
    PrefixListId: LIST.id,
    State: 'available',
    Blackhole: State === 'blackhole',
    ...(to ? { TransitGatewayAttachment: to } : {}),
  };
}

function leadTo({ fields }: Raw): object {
  const { TransitGatewayAttachmentId, ResourceType, ResourceId } = fields;
  return { TransitGatewayAttachmentId, ResourceType, ResourceId };
}

function cidrOf({ DestinationCidrBlock }: Fields): string {
  return String(DestinationCidrBlock);
}
