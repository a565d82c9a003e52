import type { Evidence } from '../model/evidence.ts';
import type { ComponentId, Filter, FilterQuestion, Step } from '../model/route.ts';
import { inside } from '../model/source.ts';
import { contains, type Family, formatPrefix } from '../net/address.ts';
import { type AddressMap, constantMap, mapValues, paintMap } from '../net/address-map.ts';
import { UNDECIDED } from '../net/admission.ts';
import type { LabelRange } from '../net/label-tree.ts';
import { ALL, NONE, type ServicePool, type ServiceSetId } from '../net/service-set.ts';
import { admittingEntries, admittingEntriesTaken } from './acl-edits.ts';
import { type AclRule, aclRules, isUnreadable } from './acl-rules.ts';
import type { Touching } from './derived.ts';
import { formatServices } from './format-services.ts';
import { keptClientDoubt, withKeptClients } from './kept-client-addresses.ts';
import { ANYWHERE, derived, derivedBy, type Lookup } from './lookup.ts';
import { mentioning } from './mentioning.ts';
import { missing } from './missing.ts';
import type { NetworkAcl } from './network-acl.ts';
import type { RecordOfKind } from './record-types.ts';
import { claim, type Sole } from './sole.ts';

type Direction = 'ingress' | 'egress';

/** The step of a packet that enters or leaves a subnet by its router (ACL-10), at a component that it meets there. */
export function aclStep(net: Lookup, subnetId: string, direction: Direction, family: Family, at = subnetId): Step {
  return steps(net, `${direction} ${family} ${subnetId} ${at}`);
}

/** Of what is built for keys that name a subnet. */
export function touchingAcls(subnetOf: (key: string) => string): Touching {
  return {
    kinds: ['networkAcl'],
    touches(key, edition, net) {
      const ids = edition.ids.get('networkAcl');
      const acls = [edition.of, net].map((one) => aclOfSubnet(one, subnetOf(key)));
      return acls[0] !== acls[1] || ids?.has(acls[0]?.networkAclId ?? '') === true;
    },
  };
}

const steps = derivedBy(
  (net, key): Step => {
    const [direction, family, subnetId = '', at = ''] = key.split(' ');
    const filter = aclFilter(net, subnetId, direction as Direction, Number(family) as Family);
    return { kind: 'filter', filter: { ...filter, at } };
  },
  touchingAcls((key) => key.split(' ')[2] ?? ''),
);

/**
 * The ACL of a subnet. `describe-network-acls` lists every subnet with its ACL, the default one included, so a subnet
 * that appears in none is undecided, never given the default ACL (ACL-01).
 */
function aclFilter(net: Lookup, subnetId: ComponentId, direction: Direction, family: Family): Filter {
  const found = aclsFor(net, subnetId);
  const isContested = found === 'several';
  const acl = isContested ? undefined : found;
  const component = acl?.networkAclId ?? subnetId;
  const text = isContested ? 'several network ACLs are said to be its own' : 'its network ACL is not in the input';
  return {
    component,
    at: subnetId,
    direction,
    layer: 'acls',
    code: acl ? 'SUBNET_ACL_RESTRICTION' : isContested ? 'INPUT_CONTRADICTS_ITSELF' : 'NOT_COLLECTED',
    reads: direction === 'ingress' ? 'source' : 'destination',
    admits: acl
      ? withKeptClients(net, family, aclAdmissions(net, component, direction, family))
      : constantMap(UNDECIDED),
    ...(isContested || (acl && !hasUnreadable(acl))
      ? {}
      : { missing: missing(net, 'networkAcl', undefined, net.get('subnet', subnetId) ?? ANYWHERE) }),
    doubt: (address, of) => keptClientDoubt(net, of, address),
    evidence: (asked) => (acl ? evidenceOf(net, acl, direction, asked) : [{ component, effect: 'blocks', text }]),
    mends: (asked) => (acl ? admittingEntries(net, acl, direction, asked) : []),
    cuts: (asked) => (acl ? admittingEntriesTaken(net, acl, direction, asked) : []),
  };
}

function hasUnreadable(acl: NetworkAcl): boolean {
  return acl.entries.some((entry) => entry && isUnreadable(entry));
}

/** The network ACL of a subnet, where the input tells. */
export function aclOfSubnet(net: Lookup, subnetId: string): RecordOfKind<'networkAcl'> | undefined {
  const found = aclsFor(net, subnetId);
  return found === 'several' ? undefined : found;
}

/** A subnet has one ACL (ACL-01). */
function aclsFor(net: Lookup, subnetId: string): Sole<RecordOfKind<'networkAcl'>> | undefined {
  const near = mentioning(net, 'networkAcl', subnetId);
  return (near ? bySubnet(near) : aclBySubnet(net)).get(subnetId);
}

/** What an ACL admits, by the address of the other end. */
export function aclAdmissions(net: Lookup, aclId: string, direction: Direction, family: Family): AddressMap {
  return compiled(net, `${direction} ${family} ${aclId}`);
}

const aclBySubnet = derived((net) => bySubnet(net.all('networkAcl')));

function bySubnet(all: readonly RecordOfKind<'networkAcl'>[]) {
  const acls = new Map<string, Sole<RecordOfKind<'networkAcl'>>>();
  for (const acl of all) {
    for (const association of acl.associations)
      if (association?.subnetId) claim(acls, association.subnetId, acl, ({ networkAclId }) => networkAclId);
  }
  return acls;
}

const compiled = derivedBy(
  (net, key): AddressMap => {
    const [direction, family, id] = key.split(' ');
    const acl = net.get('networkAcl', id);
    return acl
      ? sweep(net, aclRules(net, acl, direction as Direction), Number(family) as Family)
      : constantMap(UNDECIDED);
  },
  { kinds: ['networkAcl'], touches: (key, { ids }) => ids.get('networkAcl')?.has(key.split(' ')[2] ?? '') ?? false },
);

/** What the rules so far have done with the packets of an address. */
interface Sweep {
  readonly decided: ServiceSetId;
  /** What some rule allows, and what some rule denies: both, where rules that cannot be read may come first. */
  readonly allowed: ServiceSetId;
  readonly denied: ServiceSetId;
}

/** First match decides: each rule takes what none before it has decided (ACL-02). What is left is denied (ACL-03). */
function sweep(net: Lookup, rules: readonly AclRule[], family: Family): AddressMap {
  const pool = net.admissions;
  const layers: (LabelRange & { readonly rule: AclRule })[] = [];
  for (const rule of rules) {
    const range = rule.prefix.family === family ? net.labels[family].rangeOf(rule.prefix) : null;
    if (range) layers.push({ ...range, rule });
  }
  const states: Sweep[] = [{ decided: NONE, allowed: NONE, denied: NONE }];
  const known = new Map<string, number>();
  const swept = paintMap(0, layers, (below, { rule }) => {
    const state = decide(pool.services, states[below] as Sweep, rule);
    const key = `${state.decided} ${state.allowed} ${state.denied}`;
    const at = known.get(key) ?? states.push(state) - 1;
    known.set(key, at);
    return at;
  });
  return mapValues(swept, (at) => {
    const { decided, allowed, denied } = states[at] as Sweep;
    const sure = pool.services.subtract(pool.services.intersect(allowed, decided), denied);
    return pool.pair(sure, allowed);
  });
}

/** What a rule that cannot be read may be about is decided by it or by those after it; both count. */
function decide(pool: ServicePool, below: Sweep, rule: AclRule): Sweep {
  const fresh = pool.subtract(rule.services ?? rule.unread?.services ?? ALL, below.decided);
  // Nor is its action to be relied on.
  const isDoubtful = rule.unread?.is === 'protocol';
  return {
    decided: rule.services === undefined ? below.decided : pool.union(below.decided, fresh),
    allowed: rule.allows || isDoubtful ? pool.union(below.allowed, fresh) : below.allowed,
    denied: !rule.allows || isDoubtful ? pool.union(below.denied, fresh) : below.denied,
  };
}

function evidenceOf(
  net: Lookup,
  acl: RecordOfKind<'networkAcl'>,
  direction: Direction,
  asked: FilterQuestion,
): readonly Evidence[] {
  const pool = net.admissions.services;
  const address = net.labels[asked.family].prefixOf(asked.address);
  const component = acl.networkAclId ?? '';
  const found: Evidence[] = [];
  let left = asked.services;
  for (const rule of aclRules(net, acl, direction)) {
    const met = contains(rule.prefix, address)
      ? pool.intersect(rule.services ?? rule.unread?.services ?? ALL, left)
      : NONE;
    if (met === NONE) continue;
    if (rule.services !== undefined) left = pool.subtract(left, met);
    found.push(aclRuleEvidence(net, acl, direction, rule, isFinal(rule) ? met : rule.services));
  }
  // The final deny need not be listed (ACL-03, PAR-04).
  if (left !== NONE) {
    found.push({
      component,
      effect: 'blocks',
      rule: '*',
      text: `no ${direction} rule allows ${formatServices(pool, left)} ${direction === 'ingress' ? 'from' : 'to'} ${formatPrefix(address)}`,
    });
  }
  return found;
}

/** The last entry of every list has no number that people know. */
function isFinal({ number }: AclRule): boolean {
  return number >= 32_767;
}

/** An entry in words, with where it was read. */
export function aclRuleEvidence(
  net: Lookup,
  acl: RecordOfKind<'networkAcl'>,
  direction: Direction,
  rule: AclRule,
  services = rule.services,
): Evidence {
  const name = isFinal(rule) ? '*' : String(rule.number);
  const isRange = rule.unread?.is === 'range';
  const said = servicesText(net.admissions.services, services ?? (isRange ? rule.unread?.services : undefined));
  const peer = isRange ? 'a range that is not known' : formatPrefix(rule.prefix);
  return {
    component: acl.networkAclId ?? '',
    effect: rule.allows && rule.services !== undefined ? 'admits' : 'blocks',
    rule: name,
    text: `${direction} rule ${name} ${rule.allows ? 'allows' : 'denies'} ${said} ${direction === 'ingress' ? 'from' : 'to'} ${peer}`,
    source: inside(acl.source, rule.pointer),
  };
}

function servicesText(pool: ServicePool, services: ServiceSetId | undefined): string {
  return services === undefined ? 'a protocol that cannot be read' : formatServices(pool, services);
}
