import type { Expected, Policy, QuestionText } from '@hopwise/core';
import type { BrokenFile } from '../findings/read-exceptions.ts';
import { schemaProblem } from '../read/schema-problem.ts';

/** What a design review asks. */
export interface Review {
  readonly title?: string | undefined;
  readonly questions: readonly ReviewQuestion[];
  readonly policies: readonly Policy[];
}

export interface ReviewQuestion extends Pick<QuestionText, 'from' | 'to' | 'oneWay'> {
  readonly name: string;
  readonly port?: string | undefined;
  readonly protocol?: string | undefined;
  readonly expect?: Expected | undefined;
  readonly why?: string | undefined;
}

/** Loads what reads YAML only now: few commands have such a file. */
export async function readReview(text: string): Promise<Review | BrokenFile> {
  const { parseYaml } = await import('../read/parse-yaml.ts');
  const { reviewSchema } = await import('./review-schema.ts');
  const parsed = parseYaml(text, 'review');
  if ('problem' in parsed) return { problem: `line ${parsed.line}: ${parsed.problem}` };
  const result = reviewSchema.safeParse(parsed.value);
  if (result.success) {
    const { title, questions = [], policies = [] } = result.data;
    return { title, questions, policies };
  }
  return { problem: schemaProblem(parsed, result.error) };
}
