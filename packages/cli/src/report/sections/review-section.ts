import {
  type Answer,
  checkPolicies,
  type Expected,
  explain,
  findPath,
  type Network,
  type Policy,
  type PolicyReport,
  parseQuestion,
  policyText,
  QuestionError,
  type Severity,
} from '@hopwise/core';
import type { Review, ReviewQuestion } from '@hopwise/importers';
import { fixDocument } from '../../render/edits-document.ts';
import { type PathDocument, pathDocument } from '../../render/path-document.ts';

/** The questions and policies of a review, answered. */
export interface ReviewSection {
  readonly questions: readonly AnsweredQuestion[];
  readonly policies: readonly JudgedPolicy[];
}

export interface AnsweredQuestion {
  readonly name: string;
  readonly why?: string;
  readonly from: string;
  readonly to: string;
  readonly port?: string;
  readonly protocol?: string;
  readonly expect?: Expected;
  /** Absent where the question cannot be asked; then `problem` says why. */
  readonly answer?: Omit<PathDocument, 'diagnostics'>;
  readonly problem?: string;
}

export interface JudgedPolicy {
  readonly name: string;
  readonly wanted: string;
  readonly severity: Severity;
  readonly reason?: string;
  readonly owner?: string;
  /** `unasked`: it names what the input does not have; `problem` says what. */
  readonly result: 'kept' | 'violated' | 'undecided' | 'unasked';
  readonly problem?: string;
  readonly pairs: number;
  readonly violations: readonly string[];
  readonly undecided: readonly string[];
  /** Beyond those that are listed. */
  readonly more: number;
}

const MOST_LISTED = 20;

export function reviewSection(network: Network, { questions, policies }: Review): ReviewSection {
  return {
    questions: questions.map((question) => answered(network, question)),
    policies: policies.map((policy) => judged(network, policy)),
  };
}

function answered(network: Network, { name, why, expect, ...text }: ReviewQuestion): AnsweredQuestion {
  const { from, to, port, protocol } = text;
  const asked = {
    name,
    ...(why ? { why } : {}),
    from,
    to,
    ...(port === undefined ? {} : { port: String(port) }),
    ...(protocol === undefined ? {} : { protocol }),
    ...(expect ? { expect } : {}),
  };
  try {
    const answer = findPath(network, parseQuestion(network, text));
    const fix = isToMend(answer, expect) ? fixDocument(network, text) : undefined;
    const { diagnostics, ...document } = pathDocument(network, answer, explain(network, answer), {
      expect,
      paths: 1,
      diagnostics: [],
      fix,
    });
    return { ...asked, answer: document };
  } catch (error) {
    if (!(error instanceof QuestionError)) throw error;
    return { ...asked, problem: problemOf(error) };
  }
}

/** What somebody hopes to be reachable, and is not for sure. */
function isToMend({ verdict }: Answer, expect: Expected | undefined): boolean {
  return expect === 'reachable' && (verdict === 'blocked' || verdict === 'forward-only');
}

function judged(network: Network, policy: Policy): JudgedPolicy {
  const { name, severity = 'high', reason, owner } = policy;
  const said = {
    name,
    wanted: policyText(policy),
    severity,
    ...(reason ? { reason } : {}),
    ...(owner ? { owner } : {}),
  };
  const report = asked(network, policy);
  if (report instanceof QuestionError)
    return { ...said, result: 'unasked', problem: problemOf(report), pairs: 0, violations: [], undecided: [], more: 0 };
  const { findings, undecided, policies } = report;
  return {
    ...said,
    result: findings.length > 0 ? 'violated' : undecided.length > 0 ? 'undecided' : 'kept',
    pairs: policies[0]?.pairs ?? 0,
    violations: findings.slice(0, MOST_LISTED).map(({ message }) => message),
    undecided: undecided.slice(0, MOST_LISTED).map(({ message }) => message),
    more: Math.max(0, findings.length - MOST_LISTED) + Math.max(0, undecided.length - MOST_LISTED),
  };
}

function asked(network: Network, policy: Policy): PolicyReport | QuestionError {
  try {
    return checkPolicies(network, [policy]);
  } catch (error) {
    if (error instanceof QuestionError) return error;
    throw error;
  }
}

function problemOf({ message, hint }: QuestionError): string {
  return [message, hint].filter(Boolean).join('. ');
}
