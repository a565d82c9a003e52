import type { Exception } from '@hopwise/core';
import { schemaProblem } from '../read/schema-problem.ts';

/** A file that cannot be used, and where it goes wrong. An exception that is read wrongly would hide what it should not. */
export interface BrokenFile {
  readonly problem: string;
}

/** Loads what reads YAML only now: few commands have such a file. */
export async function readExceptions(text: string): Promise<readonly Exception[] | BrokenFile> {
  const { parseYaml } = await import('../read/parse-yaml.ts');
  const { exceptionsSchema } = await import('./exceptions-schema.ts');
  const parsed = parseYaml(text, 'exceptions');
  if ('problem' in parsed) return { problem: `line ${parsed.line}: ${parsed.problem}` };
  const result = exceptionsSchema.safeParse(parsed.value ?? { exceptions: [] });
  if (result.success) return result.data.exceptions;
  return { problem: schemaProblem(parsed, result.error) };
}
