import { type Kind, recordType } from '@hopwise/core';
import type { Assembly, Draft, Entry } from '../describe/assembly.ts';
import { type Fields, listOf } from './rule-sense.ts';

/** What a plan says of the tables of transit gateways before and after it, beside what answers say of them. */
export interface TransitSides {
  readonly live: Assembly;
  /** Attachments that go. */
  readonly gone: ReadonlySet<string>;
  /** Tables that go. */
  readonly goneTables: ReadonlySet<string>;
  /** Whether the plan makes the table, or manages one that no answer has: then it tells all of it. */
  isWhole(tableId: string): boolean;
  before(kind: Kind, tableId: string): Draft | undefined;
  after(kind: Kind, tableId: string): Entry | undefined;
  /** Tables that the plan says something of. */
  tables(kind: Kind): readonly string[];
  /** What an attachment is of. */
  attached(id: string): { readonly type: string | undefined; readonly resource: string | undefined };
  /** Prefixes that the attachment of a VPC propagates. */
  ranges(id: string): readonly string[];
}

export function transitSides(live: Assembly, before: Assembly, after: Assembly): TransitSides {
  const [old, now, is] = [byKey(before), byKey(after), byKey(live)];
  const attached = (id: string) => {
    const own = now('transitGatewayAttachment', id)?.record ?? is('transitGatewayAttachment', id)?.record;
    const vpc = vpcAttachment(id)?.vpcId;
    const type = textOf(own?.resourceType) ?? (vpc === undefined ? undefined : 'vpc');
    return { type, resource: textOf(own?.resourceId) ?? textOf(vpc) };
  };
  const vpcAttachment = (id: string) =>
    now('transitGatewayVpcAttachment', id)?.record ?? is('transitGatewayVpcAttachment', id)?.record;
  const keys = (assembly: Assembly, kind: Kind) => (assembly.entries.get(kind) ?? []).map(({ key }) => key);
  const gone = (kind: Kind) => {
    const later = new Set(keys(after, kind));
    return new Set(keys(before, kind).filter((id) => !later.has(id)));
  };
  const known = new Set(keys(live, 'transitGatewayRouteTable'));
  return {
    live,
    isWhole: (id) => !known.has(id) && now('transitGatewayRouteTable', id) !== undefined,
    gone: gone('transitGatewayAttachment'),
    goneTables: gone('transitGatewayRouteTable'),
    before: (kind, id) => old(kind, id)?.record,
    after: now,
    tables: (kind) => [...new Set([...keys(before, kind), ...keys(after, kind)])],
    attached,
    ranges(id) {
      const { type, resource = '' } = attached(id);
      const vpc = now('vpc', resource)?.record ?? is('vpc', resource)?.record;
      if (type !== 'vpc' || !vpc) return [];
      const carriesSix = (vpcAttachment(id)?.options as Fields | undefined)?.ipv6Support === 'enable';
      const all = [...(recordType('vpc').prefixes?.(vpc as never) ?? [])] as readonly unknown[];
      return [...new Set(all.flatMap((one) => textOf(one) ?? []))].filter((one) => carriesSix || !one.includes(':'));
    },
  };
}

/** The attachments that a list of a table names. */
export function idsIn(list: unknown): readonly string[] {
  return listOf(list).flatMap(({ transitGatewayAttachmentId: id }) => textOf(id) ?? []);
}

function byKey(assembly: Assembly): (kind: Kind, key: string) => Entry | undefined {
  const found = new Map<Kind, ReadonlyMap<string, Entry>>();
  return (kind, key) => {
    const own = found.get(kind) ?? new Map((assembly.entries.get(kind) ?? []).map((one) => [one.key, one]));
    found.set(kind, own);
    return own.get(key);
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
