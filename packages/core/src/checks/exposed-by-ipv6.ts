import { ICMP, NONE, OTHER } from '../net/service-set.ts';
import { isAtLeast } from '../queries/exposure.ts';
import { only } from '../queries/ranges.ts';
import { type Check, NIST_OPEN } from './check.ts';
import { type ExposureContext, foundOf, isBehind } from './exposure-context.ts';

export const exposedByIpv6: Check<ExposureContext> = {
  id: 'exposed-by-ipv6',
  title: 'Exposed to the internet by IPv6 alone',
  severity: 'medium',
  help: {
    wrong: 'The internet reaches services by IPv6 that it does not reach by IPv4.',
    why: 'An IPv6 address is public wherever a route leads to an internet gateway: rules that were made for IPv4 say nothing of it.',
    mend: 'Make the rules for ::/0 say what those for 0.0.0.0/0 do, or route ::/0 to an egress-only internet gateway.',
  },
  controls: { securityHub: ['EC2.54'], cis: ['5.0 5.4', '3.0 5.3'], pci: ['4.0.1 1.3.1'], nist: NIST_OPEN },
  *run(context) {
    const pool = context.network.admissions.services;
    for (const exposed of context.exposure.exposed) {
      // Each family has an ICMP of its own.
      const services = pool.subtract(exposed.byFamily[6], pool.union(exposed.byFamily[4], pool.of([ICMP, OTHER])));
      if (services === NONE || isBehind(exposed) || !isAtLeast(exposed.proof, 'delivered')) continue;
      const vias = exposed.vias.filter(({ target }) => target.family === 6);
      const from = only(exposed.from, (position) => context.exposure.senders[position]?.family === 6);
      yield foundOf(context, { ...exposed, services, vias, from }, exposed.portClass);
    }
  },
};
