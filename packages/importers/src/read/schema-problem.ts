import type { z } from 'zod';
import type { ParsedYaml } from './parse-yaml.ts';

/** So many of what is wrong with a file are told at once. */
const MOST_TOLD = 5;

/** What does not fit the schema of a file that people write by hand, line by line. */
export function schemaProblem({ placeOf }: ParsedYaml, { issues }: z.ZodError): string {
  const told = issues.slice(0, MOST_TOLD).map((issue) => {
    const { line } = placeOf(issue.path);
    return `line ${line}: ${[issue.path.map(String).join('.'), messageOf(issue)].filter(Boolean).join(': ')}`;
  });
  const rest = issues.length - told.length;
  return [...told, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ');
}

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `there is no field ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) return 'it is missing';
  return issue.message.replace(/^Invalid (?:input|option): /, '');
}
