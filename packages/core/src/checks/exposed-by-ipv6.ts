import { type Check, NIST_OPEN } from './check.ts';
import { type ExposureContext, foundOf } from './exposure-context.ts';

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
    for (const exposed of context.exposure.exposed) {
      const [first, ...others] = exposed.byIpv6Alone;
      if (!first) continue;
      const vias = exposed.vias.filter(({ target }) => target.family === 6);
      yield foundOf(context, { ...exposed, vias, parts: [first, ...others] }, exposed.portClass);
    }
  },
};
