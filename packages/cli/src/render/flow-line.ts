import type { Expected, FlowAnswer } from '@hopwise/core';
import { safeJson } from './escape-text.ts';

/** One line of the batch form; its JSON Schema is published. */
export function flowLine(id: unknown, answer: FlowAnswer, expect: Expected | undefined): string {
  return `${safeJson({ id, ...answer, ...(expect && 'verdict' in answer ? { expect } : {}) })}\n`;
}
