import type { Check } from './check.ts';
import { type EgressContext, leaving } from './egress-context.ts';

export const unrestrictedEgress: Check<EgressContext> = {
  id: 'unrestricted-egress',
  title: 'Reaches all of the internet on every port',
  severity: 'low',
  help: {
    wrong: 'An interface can open connections to anybody on the internet, on every port of TCP or UDP.',
    why: 'Whoever breaks in can send data anywhere and fetch whatever they need.',
    mend: 'Name destinations and ports in egress rules, use VPC endpoints for AWS services, or lead it through a firewall.',
  },
  run: (context) => leaving(context, true),
};
