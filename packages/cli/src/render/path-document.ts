import {
  type Answer,
  type Check,
  type Code,
  type ComponentId,
  type Diagnostic,
  type Evidence,
  type Expectation,
  type Expected,
  type ExplainedPart,
  type Explanation,
  type Hop,
  judgeExpectation,
  type Missing,
  type Network,
  otherWays,
  type Verdict,
} from '@hopwise/core';
import { type ComponentNames, componentsIn } from './components-in.ts';
import type { CloseDocument, EditsDocument } from './edits-document.ts';

/** The answer to one question as data: what `--format json` prints and what text is made of. Its JSON Schema is published. */
export interface PathDocument {
  readonly verdict: Verdict;
  readonly from: Explanation['from'];
  readonly to: Explanation['to'];
  readonly services: string;
  /** Layers of filters that were set aside, as asked. */
  readonly ignored: Explanation['ignored'];
  /** Which ways count, as asked. */
  readonly ways?: NonNullable<Explanation['ways']>;
  readonly expect?: Expected;
  readonly expectation?: Expectation;
  /** What a request demands of the packet that arrives, and it is not: the path that there is does not count. */
  readonly unmet?: readonly { readonly code: Code; readonly text: string }[];
  readonly parts: readonly PartDocument[];
  /** Of further parts, how many there are. */
  readonly more?: NonNullable<Explanation['more']>;
  /** Other addresses of the same hosts. */
  readonly apart: readonly PartDocument[];
  /** With `--fix`: what would open it. */
  readonly fix?: EditsDocument;
  /** With `--close`: what would close it. */
  readonly close?: CloseDocument;
  /** What every id in the answer is and is called. */
  readonly components: ComponentNames;
  readonly diagnostics: readonly Diagnostic[];
}

export interface PartDocument extends Omit<ExplainedPart, 'request' | 'reply' | 'candidate'>, WayDocument {
  /** Further ways, as many as were asked for. */
  readonly others: readonly (WayDocument & Pick<ExplainedPart, 'blockers' | 'unknowns' | 'notes'>)[];
  readonly candidate?: WayDocument;
}
export interface WayDocument {
  readonly request: readonly HopDocument[];
  readonly reply: readonly HopDocument[];
}
export interface HopDocument {
  readonly component: ComponentId;
  readonly checks: readonly CheckDocument[];
}
export interface CheckDocument {
  readonly effect: Check['effect'];
  readonly component: ComponentId;
  readonly direction?: 'ingress' | 'egress';
  readonly code?: Code;
  readonly missing?: Missing;
  readonly evidence: readonly Evidence[];
}

export interface PathOptions {
  readonly expect?: Expected | undefined;
  /** How many ways are shown in full. */
  readonly paths: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly unmet?: PathDocument['unmet'];
  readonly fix?: EditsDocument | undefined;
  readonly close?: CloseDocument | undefined;
}

export function pathDocument(
  network: Network,
  answer: Answer,
  explanation: Explanation,
  { expect, paths, diagnostics, unmet = [], fix, close }: PathOptions,
): PathDocument {
  const { verdict, from, to, services, ignored, ways, more } = explanation;
  const partOf = (part: ExplainedPart, position: number) => {
    const asked = answer.parts[position];
    return partDocument(part, asked && paths > 1 ? otherWays(network, answer.question, asked, paths - 1) : []);
  };
  const parts = explanation.parts.map(partOf);
  const apart = explanation.apart.map((part) => partDocument(part, []));
  return {
    verdict,
    from,
    to,
    services,
    ignored,
    ...(ways ? { ways } : {}),
    ...(expect ? { expect, expectation: judgeExpectation(answer, expect) } : {}),
    ...(unmet.length > 0 ? { unmet } : {}),
    parts,
    ...(more ? { more } : {}),
    apart,
    ...(fix ? { fix } : {}),
    ...(close ? { close } : {}),
    components: componentsIn(network, [from, to, parts, apart, fix, close]),
    diagnostics,
  };
}

function partDocument(part: ExplainedPart, others: readonly ExplainedPart[]): PartDocument {
  const { candidate, ...rest } = part;
  return {
    ...rest,
    ...wayDocument(part),
    others: others.map((other) => {
      const { blockers, unknowns, notes } = other;
      return { ...wayDocument(other), blockers, unknowns, notes };
    }),
    ...(candidate ? { candidate: wayDocument(candidate) } : {}),
  };
}

function wayDocument({ request, reply }: Pick<ExplainedPart, 'request' | 'reply'>): WayDocument {
  return { request: request.map(hopDocument), reply: reply.map(hopDocument) };
}

export function hopDocument({ component, checks }: Hop): HopDocument {
  return { component, checks: checks.map(checkDocument) };
}

function checkDocument({ effect, component, direction, code, missing, evidence }: Check): CheckDocument {
  return {
    effect,
    component,
    ...(direction ? { direction } : {}),
    ...(code ? { code } : {}),
    ...(missing ? { missing } : {}),
    // Filters that stop only some packets have a reason at hand even for those that they let through.
    evidence: effect === 'admits' ? evidence().filter((one) => one.effect !== 'blocks') : evidence(),
  };
}
