import type { AnalysisPacketHeader } from '@aws-sdk/client-ec2';
import type { Check, Hop, LegHeader, PacketHeader } from '@hopwise/core';
import { answering, changedHeader } from './packet-header.ts';

/** What the packets of a way look like. */
export interface Headers {
  readonly start: PacketHeader;
  readonly end: PacketHeader;
  /** By component: what it changes. */
  readonly changes: ReadonlyMap<string, AnalysisPacketHeader>;
}

/** The header of a request on its way; `ends` has that of each leg as it ends. */
export function headersAlong(
  hops: readonly Hop[],
  legs: readonly LegHeader[],
): (Headers & { readonly ends: readonly PacketHeader[] }) | undefined {
  const [start, ...others] = legs;
  if (!start) return undefined;
  const ends: PacketHeader[] = [];
  const rest = [...others];
  const { header, changes } = along(hops, start, ({ component }, before) => {
    if (rest[0]?.opener !== component) return before;
    ends.push(before);
    return rest.shift() ?? before;
  });
  return { start, end: header, changes, ends: [...ends, header] };
}

/** The header of a reply, which answers what came in at the end of each leg. */
export function headersBack(hops: readonly Hop[], ends: readonly PacketHeader[], legs: readonly LegHeader[]): Headers {
  const start = answering(ends.at(-1) as PacketHeader);
  let leg = ends.length - 1;
  const { header, changes } = along(hops, start, ({ component }, before) => {
    if (leg < 1 || legs[leg]?.opener !== component) return before;
    leg--;
    return answering(ends[leg] as PacketHeader);
  });
  return { start, end: header, changes };
}

function along(
  hops: readonly Hop[],
  start: PacketHeader,
  handOn: (hop: Hop, header: PacketHeader) => PacketHeader,
): { readonly header: PacketHeader; readonly changes: ReadonlyMap<string, AnalysisPacketHeader> } {
  const changes = new Map<string, AnalysisPacketHeader>();
  let header = start;
  for (const hop of hops) {
    const before = header;
    const next = handOn(hop, header);
    // A box that opens the next leg says all of it; other components translate one address.
    header = next === header ? hop.checks.reduce(translated, header) : next;
    const changed = changedHeader(before, header);
    if (changed) changes.set(hop.component, changed);
  }
  return { header, changes };
}

function translated(header: PacketHeader, { becomes }: Check): PacketHeader {
  if (!becomes) return header;
  return becomes.field === 'source'
    ? { ...header, sources: [becomes.cidr] }
    : { ...header, destinations: [becomes.cidr] };
}
