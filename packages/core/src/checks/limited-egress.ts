import type { Check } from './check.ts';
import { type EgressContext, leaving } from './egress-context.ts';

export const limitedEgress: Check<EgressContext> = {
  id: 'limited-egress',
  title: 'Reaches the internet on some ports or addresses',
  severity: 'info',
  help: {
    wrong: 'An interface can open connections to the internet, to some addresses or on some ports.',
    why: 'The list tells what depends on which gateway, and what would have to be allowed if all else were closed.',
    mend: 'Nothing is wrong with it if it is meant.',
  },
  run: (context) => leaving(context, false),
};
