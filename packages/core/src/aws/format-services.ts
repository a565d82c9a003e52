import {
  ALL,
  ICMP,
  ICMPV6,
  LINE_END,
  OTHER,
  type ServicePool,
  type ServiceSetId,
  TCP,
  UDP,
} from '../net/service-set.ts';
import { protocolName } from './services.ts';

/** A set of services as people write it: `tcp/443, udp/53, icmp/8/0`. */
export function formatServices(pool: ServicePool, set: ServiceSetId): string {
  if (set === ALL) return 'all traffic';
  const intervals = pool.intervals(set);
  const parts: string[] = [];
  for (let i = 0; i < intervals.length; i += 2) {
    parts.push(...formatInterval(intervals[i] as number, intervals[i + 1] as number));
  }
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

const PARTS: readonly { readonly from: number; readonly to: number; format(from: number, to: number): string }[] = [
  { from: TCP, to: UDP, format: (from, to) => ports('tcp', from, to) },
  { from: UDP, to: ICMP, format: (from, to) => ports('udp', from, to) },
  { from: ICMP, to: ICMPV6, format: (from, to) => types('icmp', from, to) },
  { from: ICMPV6, to: OTHER, format: (from, to) => types('icmpv6', from, to) },
  { from: OTHER, to: LINE_END, format: (from, to) => protocols(from, to) },
];

function formatInterval(from: number, to: number): readonly string[] {
  return PARTS.flatMap((part) => {
    const [start, end] = [Math.max(from, part.from), Math.min(to, part.to)];
    return start < end ? [part.format(start - part.from, end - part.from)] : [];
  });
}

function ports(protocol: string, from: number, to: number): string {
  if (from === 0 && to === 65_536) return protocol;
  return to === from + 1 ? `${protocol}/${from}` : `${protocol}/${from}-${to - 1}`;
}

function types(protocol: string, from: number, to: number): string {
  if (from === 0 && to === 65_536) return protocol;
  const [firstType, lastType] = [from >> 8, (to - 1) >> 8];
  if (to === from + 1) return `${protocol}/${firstType}/${from & 255}`;
  if (firstType === lastType && to - from === 256) return `${protocol}/${firstType}`;
  if (from % 256 === 0 && to % 256 === 0) return `${protocol}/${firstType}-${lastType}`;
  return `${protocol}/${firstType}/${from & 255}-${lastType}/${(to - 1) & 255}`;
}

function protocols(from: number, to: number): string {
  if (from === 0 && to === LINE_END - OTHER) return 'other protocols';
  return to === from + 1 ? protocolName(from) : `protocols ${from}-${to - 1}`;
}
