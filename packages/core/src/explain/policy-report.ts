import { formatServices } from '../aws/format-services.ts';
import type { Network } from '../engine/network.ts';
import type { Evidence, Missing } from '../model/evidence.ts';
import type { Finding, Undecided } from '../model/finding.ts';
import { QuestionError } from '../model/question-error.ts';
import type { ComponentId } from '../model/route.ts';
import { formatPrefix } from '../net/address.ts';
import { digestOf } from '../queries/digest.ts';
import type { PolicyPair } from '../queries/host-pairs.ts';
import { findPath } from '../queries/path.ts';
import { askPolicy, type Policy, type PolicyAsked, type PolicyResult } from '../queries/policy.ts';
import { checkAtOnce } from '../queries/policy-sweep.ts';
import { saidHost } from '../queries/positions.ts';
import { explainBlocked } from './explanation.ts';
import { waysText } from './policy-text.ts';

/** What policies found, told as checks tell it: a policy is a check, a violation a finding. */
export interface PolicyReport {
  readonly policies: readonly PolicySummary[];
  readonly findings: readonly Finding[];
  readonly undecided: readonly Undecided[];
  /** What a finding is about, by its id. */
  violationOf(id: string): Violation | undefined;
}

export interface Violation {
  readonly policy: Policy;
  readonly pair: PolicyPair;
}

export interface PolicySummary {
  readonly name: string;
  readonly pairs: number;
  readonly violations: number;
  readonly undecided: number;
}

/** Of so many pairs of a policy, and of all policies, the rules are looked up. */
const MOST_EXPLAINED = 50;
const MOST_EXPLAINED_IN_ALL = 500;
/** Each violation has an id, for baselines to know it by; more than this have one together. */
const MOST_TOLD = 10_000;

export function checkPolicies(network: Network, policies: readonly Policy[]): PolicyReport {
  const results = checkAtOnce(network, askAll(network, policies));
  // Every policy has some of its pairs explained, however many policies there are.
  const share = Math.max(1, Math.min(MOST_EXPLAINED, Math.floor(MOST_EXPLAINED_IN_ALL / policies.length)));
  return {
    policies: results.map(({ policy, pairs, violations, undecided }) => {
      return { name: policy.name, pairs, violations: violations.length, undecided: undecided.length };
    }),
    findings: results.flatMap((result) => findingsOf(network, result, share)),
    undecided: results.flatMap((result) => undecidedOf(network, result, share)),
    violationOf(id) {
      for (const { policy, violations } of results.filter(({ policy }) => id.startsWith(`${policy.name} `))) {
        const pair = violations.find((one) => idOf(policy, one) === id);
        if (pair) return { policy, pair };
      }
      return undefined;
    },
  };
}

/** Hosts by their ids; places outside by the addresses that are meant. */
function idOf({ name }: Policy, pair: PolicyPair): string {
  const [sender, target] = saidPair(pair, (except) =>
    except.length > MOST_NAMED ? `${except.length} prefixes ${digestOf(except)}` : except.join(', '),
  );
  return `${name} ${sender} > ${target}`;
}

/** More prefixes than this are counted. */
const MOST_NAMED = 3;

function saidPair(
  { sender, target, except }: PolicyPair,
  said: (except: readonly string[]) => string,
): readonly [sender: string, target: string] {
  const [from, to] = [saidHost(sender), saidHost(target)];
  if (!except) return [from, to];
  const but = ` except ${said(except.map(formatPrefix))}`;
  return sender.place === undefined ? [from, to + but] : [from + but, to];
}

/** All policies that cannot be asked are told at once: nobody mends a file one run after another. */
export function askAll(network: Network, policies: readonly Policy[]): readonly PolicyAsked[] {
  const [asked, broken]: [PolicyAsked[], QuestionError[]] = [[], []];
  for (const policy of policies) {
    try {
      asked.push(askNamed(network, policy));
    } catch (error) {
      if (!(error instanceof QuestionError)) throw error;
      broken.push(error);
    }
  }
  const [first, ...others] = broken;
  if (first) throw new QuestionError(first.code, first.message, first.hint, others);
  return asked;
}

/** What cannot be asked is told with the policy that asks it. */
function askNamed(network: Network, policy: Policy): PolicyAsked {
  try {
    return askPolicy(network, policy);
  } catch (error) {
    if (!(error instanceof QuestionError)) throw error;
    const named = policy.at === undefined ? `Policy ${policy.name}` : `${policy.at}: policy ${policy.name}`;
    throw new QuestionError(error.code, `${named}: ${error.message}`, error.hint);
  }
}

function findingsOf(network: Network, result: PolicyResult, mostExplained: number): readonly Finding[] {
  const { policy, violations } = result;
  const shown = violations.slice(0, MOST_TOLD).map((pair, at): Finding => {
    const { account, region } = network.get('networkInterface', pair.target.at ?? pair.sender.end) ?? {};
    const words = policy.expect === 'blocked' ? 'can reach' : 'cannot reach';
    return {
      id: idOf(policy, pair),
      check: policy.name,
      severity: policy.severity ?? 'high',
      component: pair.target.at ?? pair.sender.end,
      ...(account ? { account } : {}),
      ...(region ? { region } : {}),
      message: `${sentence(network, policy, pair, words)}${reasonOf(policy)}`,
      evidence: [],
      ...(at < mostExplained ? decidedBy(network, result, pair) : {}),
    };
  });
  const rest = violations.length - shown.length;
  const [first] = shown;
  if (rest === 0 || !first) return shown;
  // One more or another among them is something new.
  const id = `${policy.name} and more ${digestOf(idsAfter(policy, violations, shown.length))}`;
  return [...shown, { ...first, id, message: `and ${rest} more pairs`, evidence: [] }];
}

/** There may be millions, so that no list is made of them. */
function* idsAfter(policy: Policy, pairs: readonly PolicyPair[], start: number): Generator<string> {
  for (let at = start; at < pairs.length; at++) yield idOf(policy, pairs[at] as PolicyPair);
}

function reasonOf({ reason, owner }: Policy): string {
  const said = [reason, owner ? `owner: ${owner}` : undefined].filter(Boolean).join('; ');
  return said ? ` (${said})` : '';
}

function sentence(network: Network, policy: Policy, pair: PolicyPair, words: string): string {
  const services = formatServices(network.admissions.services, pair.services);
  const [sender, target] = saidPair(pair, (except) => {
    const rest = except.length - MOST_NAMED;
    return `${except.slice(0, MOST_NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  });
  return `${sender} ${words} ${target} on ${services}${waysText(policy)}`;
}

/** What decides: the rules that let it pass, or what stops it; and the way there. */
function decidedBy(
  network: Network,
  { policy, question }: PolicyResult,
  pair: PolicyPair,
): { readonly evidence: readonly Evidence[]; readonly way?: readonly ComponentId[] } {
  const [part] = explainedParts(network, question, pair);
  if (!part) return { evidence: [] };
  const checks = [...part.request, ...part.reply].flatMap((hop) => hop.checks);
  const evidence =
    policy.expect === 'reachable'
      ? part.blockers.flatMap((blocker) => blocker.evidence)
      : checks.flatMap((check) => (check.effect === 'admits' ? check.evidence() : []));
  return { evidence, way: part.request.map(({ component }) => component) };
}

function undecidedOf(
  network: Network,
  { policy, question, undecided }: PolicyResult,
  mostExplained: number,
): readonly Undecided[] {
  return undecided.slice(0, MOST_TOLD).map((pair, at) => {
    const unknowns = at < mostExplained ? explainedParts(network, question, pair).flatMap((part) => part.unknowns) : [];
    const missing = unknowns.flatMap((one): readonly Missing[] => (one.missing ? [one.missing] : []));
    const message = `nobody knows whether ${sentence(network, policy, pair, 'reaches')}`;
    return { check: policy.name, component: pair.target.at ?? pair.sender.end, message, missing };
  });
}

function explainedParts(
  network: Network,
  question: PolicyResult['question'],
  { sender, target, services }: PolicyPair,
) {
  const targets = { inside: [target], outside: [target] };
  const asking = { ...question.asking, services };
  const own = { ...question, senders: [sender], targets, services, asking };
  return findPath(network, own).parts.map((part) => explainBlocked(network, own, part));
}
