import { protocolNumber } from '../aws/services.ts';
import { badService, conflicting } from '../model/question-error.ts';
import type { Family } from '../net/address.ts';
import {
  ICMP,
  ICMPV6,
  LINE_END,
  OTHER,
  protocolPart,
  type ServicePool,
  type ServiceSetId,
  TCP,
  UDP,
} from '../net/service-set.ts';

/** The traffic of a question, as people and the batch form write it. */
export interface TrafficText {
  readonly protocol?: string | number | undefined;
  /** `443`, `8000-8100`, `80,443`; absent is all ports. */
  readonly port?: string | number | undefined;
  /** Ports, or the name of a kind of client: linux, windows, nat, lambda. Absent is 1024–65535 (GEN-03). */
  readonly sourcePort?: string | number | undefined;
  readonly icmpType?: number | undefined;
  readonly icmpCode?: number | undefined;
}

/** Where kinds of clients take their ports from (ACL-12). */
const CLIENTS: ReadonlyMap<string, string> = new Map([
  ['linux', '32768-60999'],
  ['windows', '49152-65535'],
  ['nat', '1024-65535'],
  ['lambda', '1024-65535'],
]);

/** Services asked for. A protocol without a port is all its ports; a port without a protocol is tcp. */
export function servicesAsked(pool: ServicePool, asked: TrafficText): ServiceSetId {
  const name = asked.protocol === undefined || asked.protocol === '' ? undefined : String(asked.protocol);
  const protocol = protocolNumber(name ?? (asked.port === undefined ? 'all' : 'tcp'));
  if (protocol === undefined) throw badService(name ?? '', 'Use tcp, udp, icmp, icmpv6, all, or a number up to 255.');
  checkFit(asked, name ?? 'all', protocol);
  if (protocol === 6 || protocol === 17) return pool.of(...portRanges(asked.port, protocolPart(protocol).from));
  if (protocol === 1 || protocol === 58) return icmpAsked(pool, protocol, asked);
  if (protocol < 0) return conversations(pool, asked.port);
  const { from, to } = protocolPart(protocol);
  return pool.of([from, to]);
}

/** Ports are of tcp and udp, types and codes of ICMP: what the protocol has no use for was meant for another. */
function checkFit({ port, icmpType, icmpCode }: TrafficText, name: string, protocol: number): void {
  const isIcmp = protocol === 1 || protocol === 58;
  if (port !== undefined && port !== '' && protocol >= 0 && protocol !== 6 && protocol !== 17)
    throw conflicting(
      `Port ${port} was asked of ${name}, which has no ports`,
      'Use tcp or udp, or leave the port out.',
    );
  const given = icmpType ?? icmpCode;
  if (given !== undefined && !isIcmp) {
    const what = `ICMP ${icmpType === undefined ? 'code' : 'type'} ${given}`;
    throw conflicting(`${what} was asked of ${name}, which is not ICMP`, 'Use icmp or icmpv6, or leave it out.');
  }
}

/** What of the services a family carries: ICMP is of IPv4 alone, ICMPv6 of IPv6. */
export function servicesOver(pool: ServicePool, services: ServiceSetId, family: Family): ServiceSetId {
  return pool.subtract(services, icmpOf(pool, family === 4 ? 6 : 4));
}

/** Every type of the ICMP of a family. */
export function icmpOf(pool: ServicePool, family: Family): ServiceSetId {
  const { from, to } = protocolPart(family === 4 ? 1 : 58);
  return pool.of([from, to]);
}

/** Client ports asked for, of tcp and udp alike. */
export function clientPortsAsked(pool: ServicePool, sourcePort: TrafficText['sourcePort']): ServiceSetId {
  const text = sourcePort === undefined ? '1024-65535' : (CLIENTS.get(String(sourcePort)) ?? sourcePort);
  if (/^[a-z]/i.test(String(text))) throw badService(String(text), `Use ${[...CLIENTS.keys()].join(', ')}, or ports.`);
  return pool.union(pool.of(...portRanges(text, TCP)), pool.of(...portRanges(text, UDP)));
}

/** All that opens a conversation: of ICMP the echo, since its other types are no questions. */
function conversations(pool: ServicePool, port: TrafficText['port']): ServiceSetId {
  const ported = pool.union(pool.of(...portRanges(port, TCP)), pool.of(...portRanges(port, UDP)));
  if (port !== undefined) return ported;
  return pool.union(ported, pool.of(echo(ICMP, 8), echo(ICMPV6, 128), [OTHER, LINE_END]));
}

/** icmp without a type asks for ping. */
function icmpAsked(pool: ServicePool, protocol: number, asked: TrafficText): ServiceSetId {
  const { from } = protocolPart(protocol);
  const type = asked.icmpType ?? (protocol === 1 ? 8 : 128);
  if (!isByte(type) || (asked.icmpCode !== undefined && !isByte(asked.icmpCode))) {
    throw badService(`${asked.icmpType}/${asked.icmpCode ?? ''}`, 'ICMP types and codes are numbers from 0 to 255.');
  }
  const code = asked.icmpCode ?? (asked.icmpType === undefined || type === 8 || type === 128 ? 0 : undefined);
  const first = from + type * 256;
  return pool.of(code === undefined ? [first, first + 256] : [first + code, first + code + 1]);
}

function portRanges(port: string | number | undefined, from: number): readonly (readonly [number, number])[] {
  if (port === undefined || port === '') return [[from, from + 65_536]];
  return String(port)
    .split(',')
    .map((text) => {
      const match = /^\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*$/.exec(text);
      const low = Number(match?.[1] ?? Number.NaN);
      const high = match?.[2] === undefined ? low : Number(match[2]);
      if (!(low <= high && high <= 65_535))
        throw badService(text, 'Use a port such as 443, or a range such as 8000-8100.');
      return [from + low, from + high + 1] as const;
    });
}

function echo(part: number, type: number): readonly [number, number] {
  return [part + type * 256, part + type * 256 + 1];
}

function isByte(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 255;
}
