import type { Exception, Policy } from '@hopwise/core';
import type { BrokenFile } from '../findings/read-exceptions.ts';
import { schemaProblem } from '../read/schema-problem.ts';

export interface PolicyFile {
  readonly policies: readonly Policy[];
  readonly exceptions: readonly Exception[];
}

/** Loads what reads YAML only now: few commands have such a file. */
export async function readPolicies(file: string, text: string): Promise<PolicyFile | BrokenFile> {
  const { parseYaml } = await import('../read/parse-yaml.ts');
  const { policiesSchema } = await import('./policies-schema.ts');
  const parsed = parseYaml(text, 'policies');
  if ('problem' in parsed) return { problem: `line ${parsed.line}: ${parsed.problem}` };
  const result = policiesSchema.safeParse(parsed.value);
  if (result.success) {
    const { policies, exceptions = [] } = result.data;
    const placed = policies.map((one, at) => ({
      ...one,
      at: `${file}, line ${parsed.placeOf(['policies', at]).line}`,
    }));
    return { policies: placed, exceptions };
  }
  return { problem: schemaProblem(parsed, result.error) };
}
