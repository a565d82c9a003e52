import type { Assumptions } from '../aws/lookup.ts';
import { type Raw, type SnapshotOptions, snapshotOf } from '../aws/network.fixture.ts';
import { compile, type Network } from '../engine/network.ts';
import type { Verdict } from '../engine/partition.ts';
import type { Code } from '../model/codes.ts';
import type { Evidence } from '../model/evidence.ts';
import { findPath } from '../queries/path.ts';
import { parseQuestion, type QuestionText } from '../queries/question.ts';
import { type ExplainedPart, type Explanation, explain } from './explanation.ts';

/** What tests look at in an answer. */
export interface Asked {
  readonly verdict: Verdict;
  /** Of the part that the headline is of: blockers, what is unknown, notes, each once. */
  readonly codes: readonly Code[];
  /** `request` and `reply`, as the ids of their hops in a row. */
  readonly request: string;
  readonly reply: string;
  readonly part: ExplainedPart;
  readonly explanation: Explanation;
}

export interface AskOptions extends SnapshotOptions {
  readonly assume?: Assumptions;
}

export function networkOf(resources: readonly Raw[], options: AskOptions = {}): Network {
  return compile(snapshotOf(resources, options), options.assume);
}

/** Asks for tcp/443, unless `more` says otherwise. */
export function ask(
  resources: readonly Raw[],
  from: string,
  to: string,
  more: Partial<QuestionText> = {},
  options: AskOptions = {},
): Asked {
  return askIn(networkOf(resources, options), from, to, more);
}

export function askIn(network: Network, from: string, to: string, more: Partial<QuestionText> = {}): Asked {
  const traffic = more.protocol === undefined ? { protocol: 'tcp', port: 443 } : {};
  const answer = findPath(network, parseQuestion(network, { from, to, ...traffic, ...more }));
  const explanation = explain(network, answer);
  const part = explanation.parts[0] as ExplainedPart;
  const codes = [...part.blockers, ...part.unknowns].map(({ code }) => code);
  const hops = (way: ExplainedPart['request']) => way.map(({ component }) => component).join(' ');
  return {
    verdict: answer.verdict,
    codes: [...new Set([...codes, ...part.notes])],
    request: hops(part.request),
    reply: hops(part.reply),
    part,
    explanation,
  };
}

/** Every rule, route and state that was looked at, as its texts. */
export function textsOf({ part }: Asked, way: 'request' | 'reply' = 'request'): readonly string[] {
  return evidenceOf(part, way).map(({ text }) => text);
}

export function evidenceOf(part: ExplainedPart, way: 'request' | 'reply' = 'request'): readonly Evidence[] {
  return part[way].flatMap(({ checks }) => checks.flatMap((check) => check.evidence()));
}
