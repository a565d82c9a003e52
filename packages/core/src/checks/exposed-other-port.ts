import { type Check, NIST_OPEN } from './check.ts';
import { type ExposureContext, exposedOn } from './exposure-context.ts';

export const exposedOtherPort: Check<ExposureContext> = {
  id: 'exposed-other-port',
  title: 'Port of no well-known service exposed to the internet',
  severity: 'low',
  help: {
    wrong: 'The internet reaches ports or protocols that are of no service with a name.',
    why: 'Nobody knows what listens there, or will tomorrow.',
    mend: 'Admit the ports alone that are meant for everybody.',
  },
  controls: {
    securityHub: ['EC2.18'],
    config: ['vpc-sg-open-only-to-authorized-ports'],
    trustedAdvisor: ['1iG5NDGVre'],
    nist: NIST_OPEN,
  },
  run: (context) => exposedOn(context, 'other'),
};
