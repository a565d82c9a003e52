import { type Kind, kinds } from '@hopwise/core';
import { type Assembly, type Draft, type Entry, startAssembly } from '../describe/assembly.ts';
import { diagnosticLog } from '../diagnostic-log.ts';
import { listedBefore, TRANSIT } from './transit-before.ts';

/** Lists of which a template is the whole truth: whatever else is in them, an update of the stack takes away. */
const RULES: Partial<Record<Kind, readonly string[]>> = {
  securityGroup: ['ipPermissions', 'ipPermissionsEgress'],
  routeTable: ['routes', 'associations'],
  networkAcl: ['entries'],
  prefixListEntries: ['entries'],
  listener: ['defaultActions'],
};

/**
 * What there was before templates, which say only what will be: what answers have of the same things. Of all but rules
 * answers know more than a template; what AWS made beside a thing that is there is there too, under an id of its own.
 */
export function beforeTemplates(
  live: Assembly,
  after: Assembly,
  isThere: (entry: Entry) => boolean,
  defaults: ReadonlySet<string>,
): Assembly {
  const before = startAssembly('prior', diagnosticLog());
  for (const kind of kinds) {
    const known = new Map((live.entries.get(kind) ?? []).map((entry) => [entry.key, entry]));
    for (const entry of after.entries.get(kind) ?? []) {
      const own = known.get(entry.key);
      // Into tables of transit gateways other stacks put things too: what a template no longer has, its ids tell.
      if (own && TRANSIT.has(kind)) {
        before.entries.get(kind)?.push({ ...entry, record: listedBefore(kind, entry.record, own.record) });
      }
      // What AWS makes with a VPC no template writes.
      else if (own && defaults.has(entry.key)) before.entries.get(kind)?.push(entry);
      else if (own) before.entries.get(kind)?.push({ ...entry, record: withRules(kind, entry.record, own.record) });
      else if (entry.key.includes('#') && isThere(entry)) before.entries.get(kind)?.push(entry);
    }
  }
  addRules(live, after, before, defaults);
  return before;
}

function withRules(kind: Kind, planned: Draft, live: Draft): Draft {
  const lists = (RULES[kind] ?? []).map((name) => [name, listOf(live[name]).filter(isOwn)] as const);
  return { ...planned, ...Object.fromEntries(lists) };
}

/** Neither what gateways propagate nor what AWS puts at the end of every ACL is the template's. */
function isOwn(element: Readonly<Record<string, unknown>>): boolean {
  return element.origin !== 'EnableVgwRoutePropagation' && !(Number(element.ruleNumber) >= 32_767);
}

/** Rules of groups are told by group: all that answers list for a group that the templates have. */
function addRules(live: Assembly, after: Assembly, before: Assembly, defaults: ReadonlySet<string>): void {
  const groups = new Set((before.entries.get('securityGroup') ?? []).map(({ key }) => key));
  const own = (one: Entry) => String(one.record.groupId);
  const rules = [
    ...(live.entries.get('securityGroupRule') ?? []).filter((one) => groups.has(own(one)) && !defaults.has(own(one))),
    ...(after.entries.get('securityGroupRule') ?? []).filter((one) => defaults.has(own(one))),
  ];
  const target = before.entries.get('securityGroupRule') ?? [];
  target.length = 0;
  for (const one of rules) target.push(one);
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value : [];
}
