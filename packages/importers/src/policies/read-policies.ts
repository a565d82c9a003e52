import type { Exception, Policy } from '@hopwise/core';
import type { BrokenFile } from '../findings/read-exceptions.ts';

export interface PolicyFile {
  readonly policies: readonly Policy[];
  readonly exceptions: readonly Exception[];
}

/** Loads what reads YAML only now: few commands have such a file. */
export async function readPolicies(text: string): Promise<PolicyFile | BrokenFile> {
  const { parseYaml } = await import('../read/parse-yaml.ts');
  const { policiesSchema } = await import('./policies-schema.ts');
  const parsed = parseYaml(text, 'policies');
  if ('problem' in parsed) return { problem: `line ${parsed.line}: ${parsed.problem}` };
  const result = policiesSchema.safeParse(parsed.value);
  if (result.success) return { policies: result.data.policies, exceptions: result.data.exceptions ?? [] };
  const [issue] = result.error.issues;
  const { line } = parsed.placeOf(issue?.path ?? []);
  return { problem: `line ${line}: ${[issue?.path.map(String).join('.'), issue?.message].filter(Boolean).join(': ')}` };
}
