import type { Lookup } from '../aws/lookup.ts';
import type { RecordOfKind } from '../aws/record-types.ts';
import { compact } from '../model/compact.ts';
import type { Check } from './check.ts';
import { objectEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

type Listener = RecordOfKind<'listener'>;

export const listenerWithoutTarget: Check = {
  id: 'listener-without-target',
  title: 'Listener that has nobody to send to',
  severity: 'low',
  help: {
    wrong: 'No target is registered with any of the groups that a listener forwards to by default.',
    why: 'Callers are let in and get an error, or no answer: a service that everybody believes is there is not.',
    mend: 'Register targets, or delete the listener and close its port in the security groups.',
  },
  *run({ network }) {
    yield* lackingLists(network, 'listener', 'targetHealth');
    for (const listener of network.all('listener')) {
      const groups = forwardedTo(listener);
      if (groups.length === 0 || !groups.every((group) => isEmpty(network, group))) continue;
      const { listenerArn = '', loadBalancerArn, protocol, port } = listener;
      const told = [protocol, port].filter((one) => one !== undefined).join(' ');
      yield {
        component: loadBalancerArn ?? listenerArn,
        rule: listenerArn,
        message: `Its listener${told ? ` on ${told}` : ''} has no target.`,
        evidence: groups.map((group) =>
          objectEvidence(group, network.get('targetHealth', group) ?? listener, 'no target is registered'),
        ),
        place: listener,
      };
    }
  },
};

/** The groups of the default actions, each once; one of weight 0 gets nothing. */
function forwardedTo({ defaultActions }: Listener): readonly string[] {
  const named = defaultActions.flatMap((action) => [
    action?.targetGroupArn,
    ...(action?.forwardConfig?.targetGroups ?? []).map((one) => (one?.weight === 0 ? undefined : one?.targetGroupArn)),
  ]);
  return [...new Set(compact(named))].sort();
}

/** A group of which nobody read the targets may have some, and one that is being drained is left. */
function isEmpty(net: Lookup, group: string): boolean {
  const health = net.get('targetHealth', group);
  if (!health || health.isPartial) return false;
  return health.targetHealthDescriptions.every((one) => one?.targetHealth?.state?.toLowerCase() === 'draining');
}
