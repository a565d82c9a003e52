import type { Policy } from '@hopwise/core';
import { safeJson } from './escape-text.ts';

/** A file of policies, which hopwise check reads: every value is written as JSON, which is YAML. */
export function policiesYaml(policies: readonly Policy[]): string {
  const entries = policies.map(({ name, ...rest }) => {
    const fields = Object.entries(rest).filter(([, value]) => value !== undefined);
    return [`  - name: ${safeJson(name)}`, ...fields.map(([key, value]) => `    ${key}: ${safeJson(value)}`)].join(
      '\n',
    );
  });
  return `# What is so today; keep what is meant to be.\npolicies:${entries.length === 0 ? ' []' : ''}\n${entries.join('\n')}\n`;
}
