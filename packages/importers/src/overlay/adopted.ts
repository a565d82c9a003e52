import type { Kind } from '@hopwise/core';
import type { Assembly, Draft } from '../describe/assembly.ts';
import { type Fields, listOf, onePeerEach, ruleOf } from './rule-sense.ts';

/** What AWS makes with a VPC a plan may adopt: what is in it is then the plan's, and all else in it goes. */
const ADOPTED: Partial<Record<Kind, string>> = { routeTable: 'routes', networkAcl: 'entries' };

/** What answers have is there before a plan that makes it, as far as the plan rules it. */
export function adopt(live: Assembly, before: Assembly, after: Assembly): void {
  for (const [kind, list] of Object.entries(ADOPTED) as [Kind, string][]) {
    for (const { own, entry } of adoptedIn(kind, live, before, after)) {
      before.entries
        .get(kind)
        ?.push({ ...entry, record: { ...entry.record, [list]: listOf(own[list]).filter(isOwn) } });
    }
  }
  for (const { own, entry } of adoptedIn('securityGroup', live, before, after)) {
    before.entries.get('securityGroup')?.push(entry);
    const rules = (['ipPermissions', 'ipPermissionsEgress'] as const).flatMap((name) =>
      listOf(own[name])
        .flatMap(onePeerEach)
        .map((one) => ruleOf(one, name === 'ipPermissionsEgress')),
    );
    for (const [i, rule] of rules.entries()) {
      const record = { ...rule, groupId: entry.key, source: entry.record.source } as unknown as Draft;
      before.entries.get('securityGroupRule')?.push({ ...entry, key: `${entry.key}#was${i}`, record });
    }
  }
}

function adoptedIn(kind: Kind, live: Assembly, before: Assembly, after: Assembly) {
  const known = new Map((live.entries.get(kind) ?? []).map(({ key, record }) => [key, record]));
  const olds = new Set((before.entries.get(kind) ?? []).map(({ key }) => key));
  return (after.entries.get(kind) ?? []).flatMap((entry) => {
    const own = known.get(entry.key);
    return own && !olds.has(entry.key) ? [{ own, entry }] : [];
  });
}

/** Neither what gateways propagate nor what AWS puts at the end of every ACL is anybody's to take away. */
function isOwn(element: Fields): boolean {
  return element.origin !== 'EnableVgwRoutePropagation' && !(Number(element.ruleNumber) >= 32_767);
}
