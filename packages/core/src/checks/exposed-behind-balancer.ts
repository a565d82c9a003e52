import type { Check } from './check.ts';
import { type ExposureContext, foundOf, isBehind } from './exposure-context.ts';

export const exposedBehindBalancer: Check<ExposureContext> = {
  id: 'exposed-behind-balancer',
  title: 'Reached from the internet through a load balancer',
  severity: 'low',
  help: {
    wrong: 'A load balancer hands what the internet sends on to a target, at the port that is told.',
    why: 'The target has no public address, so what looks at addresses and groups alone takes it for private. A database or SSH behind a balancer is as exposed as any.',
    mend: 'Use an internal balancer, or take the target out of the target group.',
  },
  controls: { config: ['alb-internal-scheme-check', 'nlb-internal-scheme-check', 'elb-internal-scheme-check'] },
  *run(context) {
    for (const exposed of context.exposure.exposed)
      if (isBehind(exposed)) yield foundOf(context, exposed, exposed.portClass);
  },
};
