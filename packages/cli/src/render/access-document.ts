import {
  type AccessAnswer,
  accessFindings,
  type Diagnostic,
  type ExplainedAccess,
  type ExplainedPart,
  explainAccess,
  explainWitness,
  formatServices,
  type Missing,
  type Network,
  type Severity,
  type Triage,
  type Undecided,
  unreadEnds,
} from '@hopwise/core';
import { type ComponentNames, componentsIn } from './components-in.ts';
import { type HopDocument, hopDocument } from './path-document.ts';

/** What access scopes find, as data: what `--format json` prints and text is made of. Its JSON Schema is published. */
export interface AccessDocument {
  readonly command: 'access';
  readonly scopes: readonly ScopeDocument[];
  /** Lists that were not wholly read: whoever is on them was not asked. */
  readonly unread: readonly { readonly message: string; readonly missing: readonly Missing[] }[];
  readonly asOf: string;
  /** Findings of the baseline that are no longer there. */
  readonly gone: readonly string[];
  readonly exceptions: Pick<Triage, 'expired' | 'unused'>;
  readonly components: ComponentNames;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ScopeDocument {
  readonly name: string;
  readonly title?: string;
  readonly severity: Severity;
  /** How much was asked: what is not told below was proven. */
  readonly asked: {
    readonly pairs: number;
    readonly senders: number;
    readonly targets: number;
    readonly services: string;
    readonly oneWay: boolean;
  };
  readonly pairs: {
    readonly reachable: number;
    readonly unknown: number;
    readonly 'forward-only': number;
    readonly proven: number;
  };
  readonly findings: readonly AccessFindingDocument[];
  /** Delivered, but the reply does not come back: no findings, told apart. */
  readonly forwardOnly: readonly AccessFindingDocument[];
  readonly undecided: readonly AccessFindingDocument[];
  /** Places of which nothing tells who is there: sites without addresses, VPCs that were not read. */
  readonly unasked: readonly string[];
}

export interface AccessFindingDocument extends ExplainedAccess {
  /** `open`, or why it is not: it is in the baseline, or excepted. */
  readonly status: 'open' | 'known' | 'excepted';
  readonly witness: WitnessDocument;
}
export interface WitnessDocument
  extends Pick<ExplainedPart, 'from' | 'to' | 'services' | 'blockers' | 'unknowns' | 'notes' | 'clientPorts'> {
  readonly request: readonly HopDocument[];
  readonly reply: readonly HopDocument[];
}

export interface Accessed {
  readonly answers: readonly AccessAnswer[];
  readonly oneWay: boolean;
  readonly triage: Triage;
  readonly asOf: string;
  readonly diagnostics: readonly Diagnostic[];
}

export function accessDocument(network: Network, accessed: Accessed): AccessDocument {
  const { answers, triage, asOf, diagnostics, oneWay } = accessed;
  const scopes = answers.map((answer) => scopeDocument(network, answer, triage, oneWay));
  const { gone, expired, unused } = triage;
  return {
    command: 'access',
    scopes,
    unread: unreadEnds(
      network,
      answers.map(({ scope }) => scope),
    ).map(({ message, lacks }) => ({ message, missing: lacks })),
    asOf,
    gone,
    exceptions: { expired, unused },
    components: componentsIn(network, scopes),
    diagnostics,
  };
}

function scopeDocument(network: Network, answer: AccessAnswer, triage: Triage, oneWay: boolean): ScopeDocument {
  const { scope, findings, pairs, senders, targets, services, unasked } = answer;
  const known = new Set(triage.known.map(({ id }) => id));
  const excepted = new Set(triage.excepted.map(({ finding }) => finding.id));
  const all = findings.map((finding): AccessFindingDocument => {
    const explained = explainAccess(network, scope, finding);
    const { from, to, services, blockers, unknowns, notes, clientPorts, request, reply } = explainWitness(
      network,
      finding,
    ).explained;
    const witness = {
      from,
      to,
      services,
      request: request.map(hopDocument),
      reply: reply.map(hopDocument),
      blockers,
      unknowns,
      notes,
      ...(clientPorts ? { clientPorts } : {}),
    };
    const { id } = explained;
    return { ...explained, status: known.has(id) ? 'known' : excepted.has(id) ? 'excepted' : 'open', witness };
  });
  const of = (verdict: AccessFindingDocument['verdict']) => all.filter((one) => one.verdict === verdict);
  const { asked, reachable, unknown, 'forward-only': forwardOnly } = pairs;
  return {
    name: scope.name,
    ...(scope.title ? { title: scope.title } : {}),
    severity: scope.severity,
    asked: {
      pairs: asked,
      senders,
      targets,
      services: formatServices(network.admissions.services, services),
      oneWay,
    },
    pairs: { reachable, unknown, 'forward-only': forwardOnly, proven: asked - reachable - unknown - forwardOnly },
    findings: of('reachable'),
    forwardOnly: of('forward-only'),
    undecided: of('unknown'),
    unasked,
  };
}

/** What nothing can be said of, as all commands that find something tell it. */
export function undecidedOf(network: Network, answers: readonly AccessAnswer[]): readonly Undecided[] {
  const scopes = answers.map(({ scope }) => scope);
  const unread = unreadEnds(network, scopes).map(({ message, lacks }) => ({
    check: 'access',
    message,
    missing: lacks,
  }));
  const open = answers.flatMap(({ scope: { name: check }, findings, unasked }): readonly Undecided[] => [
    ...findings
      .filter(({ verdict }) => verdict === 'unknown')
      .map(({ to }) => ({ check, component: to, message: 'The input does not tell.', missing: [] })),
    ...unasked.map((at) => ({ check, component: at, message: UNASKED, missing: [] })),
  ]);
  return [...unread, ...open];
}

const UNASKED = 'Nothing tells who is there.';

export function findingsOf(network: Network, answers: readonly AccessAnswer[]) {
  return answers.flatMap((answer) => accessFindings(network, answer));
}
