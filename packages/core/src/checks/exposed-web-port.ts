import type { Check } from './check.ts';
import { type ExposureContext, exposedOn } from './exposure-context.ts';

export const exposedWebPort: Check<ExposureContext> = {
  id: 'exposed-web-port',
  title: 'Web port exposed to the internet',
  severity: 'low',
  help: {
    wrong: 'The internet reaches HTTP or HTTPS.',
    why: 'That is what web servers are for; the list is there to find those that nobody meant to publish.',
    mend: 'Put servers behind a load balancer or CloudFront, and except what is meant to be there.',
  },
  run: (context) => exposedOn(context, 'web'),
};
