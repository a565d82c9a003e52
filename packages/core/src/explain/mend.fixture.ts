import type { Raw } from '../aws/network.fixture.ts';
import { findCut } from '../queries/cut.ts';
import { findFix } from '../queries/fix.ts';
import type { QuestionText } from '../queries/question.ts';
import { type AskOptions, networkOf } from './ask.fixture.ts';

/** Asks for tcp/443, unless `more` says otherwise: what comes of the fix, and what it does. */
export function mended(
  resources: readonly Raw[],
  from: string,
  to: string,
  more: Partial<QuestionText> = {},
  options: AskOptions = {},
): readonly string[] {
  const fix = findFix(networkOf(resources, options), { from, to, protocol: 'tcp', port: 443, ...more });
  return [`${fix.result} ${fix.verdict}`, ...fix.edits.map(({ component, text }) => `${component}: ${text}`)];
}

/** The same of what would close it, where rules of groups and ACLs are set aside. */
export function closed(resources: readonly Raw[], from: string, to: string, more: Partial<QuestionText> = {}) {
  const asked = { from, to, protocol: 'tcp', port: 443, ignore: ['security-groups', 'acls'] as const, ...more };
  const { result, edits } = findCut(networkOf(resources), asked);
  return [result, ...edits.map(({ component, text }) => `${component}: ${text}`)];
}
