import { protocolNumber } from '../aws/services.ts';
import { badService } from '../model/question-error.ts';
import { ICMP, LINE_END, NONE, OTHER, protocolPart, type ServicePool, type ServiceSetId } from '../net/service-set.ts';
import { servicesAsked } from './services-asked.ts';

/** Services as they are printed and as policies write them: `tcp/443`, `udp`, `icmp/8/0`, `other protocols`, `all`. */
export function servicesListed(pool: ServicePool, terms: readonly string[]): ServiceSetId {
  return terms
    .flatMap((term) => term.split(','))
    .map((term) => servicesOf(pool, term.trim()))
    .reduce((a, b) => pool.union(a, b), NONE);
}

function servicesOf(pool: ServicePool, term: string): ServiceSetId {
  if (term === 'all traffic') return pool.of([0, LINE_END]);
  if (term === 'other protocols') return pool.of([OTHER, LINE_END]);
  const several = /^protocols (\d{1,3})-(\d{1,3})$/.exec(term);
  if (several) return pool.of([OTHER + Number(several[1]), OTHER + Number(several[2]) + 1]);
  const [protocol = '', ...rest] = term.replace(/^protocol /, '').split('/');
  if (/^\d+(-\d+)?$/.test(protocol) && rest.length === 0 && protocolNumber(protocol) === undefined)
    throw badService(term, 'Write tcp/443, udp/53, icmp, a protocol number, or all.');
  const number = protocolNumber(protocol);
  if ((number === 1 || number === 58) && rest.length > 0) return icmpTypes(pool, number, term, rest);
  if (rest.length > 1) throw badService(term, 'Write tcp/443 or tcp/8000-8100.');
  const [port] = rest;
  return servicesAsked(pool, { protocol, ...(port === undefined ? {} : { port }) });
}

/** `icmp/8/0`, `icmp/3`, `icmp/0-7`, `icmp/8/1-255/255`: from a type and code to another. */
function icmpTypes(pool: ServicePool, protocol: number, term: string, rest: readonly string[]): ServiceSetId {
  const match = /^(\d{1,3})(?:\/(\d{1,3}))?(?:-(\d{1,3})(?:\/(\d{1,3}))?)?$/.exec(rest.join('/'));
  const [type, code, lastType, lastCode] = (match?.slice(1) ?? []).map((one) =>
    one === undefined ? undefined : Number(one),
  );
  if (!match || type === undefined || [type, code, lastType, lastCode].some((one) => (one ?? 0) > 255))
    throw badService(term, 'ICMP is written icmp/TYPE or icmp/TYPE/CODE.');
  const { from } = protocolPart(protocol);
  const last = (lastType ?? type) * 256 + (lastCode ?? (lastType === undefined && code !== undefined ? code : 255));
  return pool.of([from + type * 256 + (code ?? 0), from + Math.min(last, ICMP) + 1]);
}
