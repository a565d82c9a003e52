import { analyzerCodes } from './analyzer-codes.ts';
import { blockerCodes } from './blocker-codes.ts';
import { noteCodes } from './note-codes.ts';
import { routeAnalysisCodes } from './route-analysis-codes.ts';
import { unknownCodes } from './unknown-codes.ts';

/**
 * Every code that an answer can carry. Where AWS's Reachability Analyzer has a code for a cause, it is that very code.
 * `hopwise explain CODE` and docs/codes.md are made from these tables and problem-codes.ts.
 */
export const codes = {
  ...analyzerCodes,
  ...blockerCodes,
  ...routeAnalysisCodes,
  ...unknownCodes,
  ...noteCodes,
} as const;

export type Code = keyof typeof codes;
