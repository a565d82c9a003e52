import { formatServices } from '../aws/format-services.ts';
import type { Network } from '../engine/network.ts';
import type { Verdict } from '../engine/partition.ts';
import type { Code } from '../model/codes.ts';
import { QuestionError } from '../model/question-error.ts';
import type { ComponentId, Layer } from '../model/route.ts';
import type { Part } from '../queries/parts.ts';
import { findPath } from '../queries/path.ts';
import { parseQuestion, type QuestionText } from '../queries/question.ts';
import { type Expectation, type Expected, judgeExpectation } from './expectation.ts';
import { type ExplainedPart, type ExplainedPorts, type Explanation, explainPart, explainWays } from './explanation.ts';

export interface FlowPart {
  readonly verdict: Verdict;
  readonly services: string;
  readonly pairs: number;
}

/** One line of the batch form, answered. */
export type FlowAnswer =
  | {
      readonly verdict: Verdict;
      /** Blockers, then what is unknown, then notes, each once. */
      readonly codes: readonly Code[];
      readonly forward: readonly ComponentId[];
      readonly return: readonly ComponentId[];
      /** Where what was asked has several verdicts: each with what it is of, the headline first. */
      readonly parts?: readonly FlowPart[];
      /** Of the headline: where replies do not surely reach all of the client's ports. */
      readonly clientPorts?: ExplainedPorts;
      /** Layers of filters that were set aside, as asked. */
      readonly ignored?: readonly Layer[];
      /** Which ways count, as asked. */
      readonly ways?: NonNullable<Explanation['ways']>;
      /** Where something was expected: whether it came so. */
      readonly expectation?: Expectation;
    }
  | { readonly error: { readonly code: string; readonly message: string; readonly hint: string } };

/** Answers one flow in short; a flow that cannot be asked says why and loses nothing else. */
export function answerFlow(network: Network, flow: QuestionText, expected?: Expected): FlowAnswer {
  try {
    const question = parseQuestion(network, flow);
    const answer = findPath(network, question);
    const part = answer.parts[0] && explainPart(network, question, answer.parts[0]);
    return {
      verdict: answer.verdict,
      codes: codesOf(part),
      forward: componentsOf(part?.request),
      return: componentsOf(part?.reply),
      ...(answer.parts.length > 1 ? { parts: answer.parts.map((one) => partOf(network, one)) } : {}),
      ...(part?.clientPorts ? { clientPorts: part.clientPorts } : {}),
      ...(question.asking.ignore.size > 0 ? { ignored: [...question.asking.ignore].sort() } : {}),
      ...explainWays(question),
      ...(expected ? { expectation: judgeExpectation(answer, expected) } : {}),
    };
  } catch (error) {
    if (!(error instanceof QuestionError)) throw error;
    return { error: { code: error.code, message: error.message, hint: error.hint } };
  }
}

function partOf({ admissions }: Network, { verdict, services, pairs }: Part): FlowPart {
  return { verdict, services: formatServices(admissions.services, services), pairs };
}

function codesOf(part: ExplainedPart | undefined): readonly Code[] {
  if (!part) return [];
  const unsure = part.verdict === 'reachable' ? [] : part.unknowns;
  return [...new Set([...part.blockers.map(({ code }) => code), ...unsure.map(({ code }) => code), ...part.notes])];
}

function componentsOf(hops: ExplainedPart['request'] | undefined): readonly ComponentId[] {
  return hops?.map(({ component }) => component) ?? [];
}
