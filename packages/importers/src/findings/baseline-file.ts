import type { Baseline, Finding } from '@hopwise/core';
import type { BrokenFile } from './read-exceptions.ts';

const VERSION = 1;
const KIND = 'baseline';

/** Findings as they are now, by id, one a line. */
export function writeBaseline(findings: readonly Pick<Finding, 'id'>[]): string {
  const ids = [...new Set(findings.map(({ id }) => id))].sort();
  return `${JSON.stringify({ hopwise: VERSION, kind: KIND, findings: ids }, null, 2)}\n`;
}

export function readBaseline(text: string): Baseline | BrokenFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  const { hopwise, kind, findings } = typeof value === 'object' && value !== null ? (value as Written) : {};
  if (kind !== KIND || !Array.isArray(findings)) return { problem: 'it is no baseline as --write-baseline writes it' };
  if (hopwise !== VERSION) return { problem: `it is of version ${String(hopwise)}, and ${VERSION} is read` };
  if (!findings.every((id) => typeof id === 'string')) return { problem: 'its findings are not all texts' };
  return new Set<string>(findings);
}

interface Written {
  readonly hopwise?: unknown;
  readonly kind?: unknown;
  readonly findings?: unknown;
}

/** Its published JSON Schema. */
export const baselineSchema: object = {
  title: 'Hopwise baseline',
  description: 'Findings that were there when it was written: --baseline keeps them apart from new ones.',
  type: 'object',
  properties: {
    hopwise: { const: VERSION },
    kind: { const: KIND },
    findings: { type: 'array', items: { type: 'string' }, uniqueItems: true },
  },
  required: ['hopwise', 'kind', 'findings'],
  additionalProperties: false,
};
