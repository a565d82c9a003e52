import { formatServices } from '../aws/format-services.ts';
import { derivedBy, type Lookup } from '../aws/lookup.ts';
import { INTERNET } from '../model/route.ts';
import { ICMP, NONE, type ServiceSetId, TCP, UDP } from '../net/service-set.ts';
import { namesIn, servicesOfClass } from '../queries/port-table.ts';

/** More names than this say no more than the ports do. */
const MOST_NAMES = 12;
const MOST_SAID = 5;

/** `tcp/22 (SSH)`; where nearly everything is meant, names tell nothing. */
export function servicesText(net: Lookup, services: ServiceSetId): string {
  return servicesTexts(net, String(services));
}

const servicesTexts = derivedBy((net, key): string => {
  const services: ServiceSetId = Number(key);
  const pool = net.admissions.services;
  const other = servicesOfClass(pool, 'other');
  const wholes = [
    { words: 'all other tcp ports', set: pool.intersect(other, pool.of([TCP, UDP])) },
    { words: 'all other udp ports', set: pool.intersect(other, pool.of([UDP, ICMP])) },
  ].filter(({ set }) => pool.isSubset(services, other) && pool.isSubset(set, services));
  const rest = wholes.reduce((left, { set }) => pool.subtract(left, set), services);
  const said = [...wholes.map(({ words }) => words), ...(rest === NONE ? [] : formatServices(pool, rest).split(', '))];
  const names = namesIn(pool, services).map(({ name }) => name);
  return `${shortened(said)}${names.length > 0 && names.length <= MOST_NAMES ? ` (${names.join(', ')})` : ''}`;
});

/** As people say it. */
export function named(place: string): string {
  return place === INTERNET ? `the ${place}` : place;
}

/** `a, b and 4 more`. */
export function shortened(all: readonly string[]): string {
  const rest = all.length - MOST_SAID;
  return rest > 1 ? `${all.slice(0, MOST_SAID).join(', ')} and ${rest} more` : all.join(', ');
}
