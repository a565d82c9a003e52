import { type Kind, kinds } from '@hopwise/core';
import { type Assembly, type Draft, type Entry, startAssembly } from '../describe/assembly.ts';
import { diagnosticLog } from '../diagnostic-log.ts';
import { addInterfaces } from './interfaces-before.ts';
import { holds, isSame, listOf } from './merged-record.ts';
import { REPLACEMENTS } from './replacements.ts';
import { type Fields, isSameRule, onePeerEach, ruleOf } from './rule-sense.ts';
import { ruledBefore, withDefaults } from './ruled.ts';
import { instancesBefore, targetsBefore } from './targets-before.ts';
import { listedBefore, TRANSIT } from './transit-before.ts';

/** Records of resources themselves: others, of the same ids, answers need not have. */
const ITSELF: ReadonlySet<Kind> = new Set(Object.values(REPLACEMENTS).map(({ kind }) => kind));

/**
 * What there was before templates, which say only what will be: what answers have of the same things. Of all but rules
 * answers know more than a template; what AWS made beside a thing that is there is there too, under an id of its own.
 */
export function beforeTemplates(
  live: Assembly,
  after: Assembly,
  isThere: (entry: Entry) => boolean,
  defaults: ReadonlySet<string>,
  /** Ids by which CloudFormation calls what is deployed. */
  called: ReadonlySet<string>,
): Assembly {
  const before = startAssembly('prior', diagnosticLog());
  for (const kind of kinds) {
    const known = new Map((live.entries.get(kind) ?? []).map((entry) => [entry.key, entry]));
    if (kind === 'networkInterface') {
      addInterfaces(live, after, before, { isThere, defaults });
      continue;
    }
    const news = after.entries.get(kind) ?? [];
    for (const [at, said] of news.entries()) {
      const own = known.get(said.key);
      if (after.held.has(said.key)) {
        before.entries
          .get(kind)
          ?.push(own && kind !== 'instance' ? { ...said, record: putBefore(said.record, own.record) } : said);
        continue;
      }
      const entry = own ? { ...said, record: withDefaults(kind, said.record, own.record) } : said;
      news[at] = entry;
      // Into tables of transit gateways other stacks put things too: what a template no longer has, its ids tell.
      if (own && TRANSIT.has(kind)) {
        before.entries.get(kind)?.push({ ...entry, record: listedBefore(kind, entry.record, own.record) });
      }
      // What AWS makes with a VPC no template writes.
      else if (own && defaults.has(entry.key)) before.entries.get(kind)?.push(entry);
      else if (own && kind === 'targetHealth') before.entries.get(kind)?.push(targetsBefore(entry, own, after));
      else if (own) before.entries.get(kind)?.push({ ...entry, record: withRules(kind, entry.record, own.record) });
      else if ((entry.key.includes('#') || ITSELF.has(kind)) && isThere(entry)) before.entries.get(kind)?.push(entry);
    }
  }
  addRules(live, after, before, defaults);
  addHeldRules(live, after, before, called);
  addAccess(live, after, before);
  return before;
}

function withRules(kind: Kind, planned: Draft, live: Draft): Draft {
  const before = ruledBefore(kind, planned, live);
  return kind === 'classicLoadBalancer' ? { ...before, instances: instancesBefore(planned, live) } : before;
}

/** Of what templates put into things of others, what answers have there. */
function putBefore(planned: Draft, live: Draft): Draft {
  const lists = Object.entries(planned).flatMap(([name, list]): readonly [string, unknown][] => {
    if (!Array.isArray(list)) return [];
    const there = list.flatMap((one) => {
      const other = listOf(live[name]).find((each) => isSame(each, one));
      // What only answers say more of it is no difference.
      return other === undefined ? [] : [holds(other, one) ? one : other];
    });
    return [[name, there]];
  });
  return { ...planned, ...Object.fromEntries(lists) };
}

/** Of rules in groups of others those that the stack has, as answers have them, and those that it would put there again. */
function addHeldRules(live: Assembly, after: Assembly, before: Assembly, called: ReadonlySet<string>): void {
  const groups = new Map((live.entries.get('securityGroup') ?? []).map(({ key, record }) => [key, record]));
  const target = before.entries.get('securityGroupRule') ?? [];
  const kept = target.filter(({ record }) => !after.held.has(String(record.groupId)));
  target.length = 0;
  for (const one of kept) target.push(one);
  const isHeld = ({ record }: Entry) => after.held.has(String(record.groupId));
  for (const one of live.entries.get('securityGroupRule') ?? [])
    if (called.has(one.key) && isHeld(one)) target.push(one);
  for (const one of after.entries.get('securityGroupRule') ?? []) {
    const own = groups.get(String(one.record.groupId));
    if (!own || !isHeld(one)) continue;
    const isEgress = one.record.isEgress === true;
    const all = listOf(own[isEgress ? 'ipPermissionsEgress' : 'ipPermissions']).flatMap((each) =>
      onePeerEach(each as Fields),
    );
    if (all.some((each) => isSameRule(ruleOf(each, isEgress), one.record))) target.push(one);
  }
}

/** So are routes and rules of Client VPN by endpoint; their physical ids name none of them. */
function addAccess(live: Assembly, after: Assembly, before: Assembly): void {
  const endpoints = new Set((after.entries.get('clientVpnEndpoint') ?? []).map(({ key }) => key));
  for (const kind of ['clientVpnRoute', 'clientVpnAuthorizationRule'] as const) {
    const planned = new Set((after.entries.get(kind) ?? []).map(({ key }) => key));
    for (const entry of live.entries.get(kind) ?? []) {
      const { clientVpnEndpointId: id, origin } = entry.record;
      // AWS adds a route for each subnet that is associated.
      const isGone = endpoints.has(String(id)) && !planned.has(entry.key) && origin !== 'associate';
      if (isGone) before.entries.get(kind)?.push(entry);
    }
  }
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
