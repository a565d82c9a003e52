import { kinds, type Snapshot } from '@hopwise/core';

/**
 * The canonical snapshot file, one record a line. Equal snapshots give equal bytes: kinds stand in the registry's order,
 * records by key, fields as declared; what is absent and empty lists are left out.
 */
export function writeSnapshot({ version, records, coverage, unanswered, settings, aliases }: Snapshot): string {
  const lists = kinds
    .filter((kind) => records[kind].length > 0)
    .map((kind) => `    ${JSON.stringify(kind)}: [\n${lines(records[kind], '      ')}\n    ]`);
  return [
    '{',
    `  "hopwise": ${version},`,
    '  "kind": "snapshot",',
    `  "coverage": ${coverage.length > 0 ? `[\n${lines(coverage, '    ')}\n  ]` : '[]'},`,
    ...(unanswered ? [`  "unanswered": [\n${lines(unanswered, '    ')}\n  ],`] : []),
    `  "settings": ${JSON.stringify(sorted(settings))},`,
    ...(aliases ? [`  "aliases": ${JSON.stringify(sorted(aliases))},`] : []),
    `  "records": {${lists.length > 0 ? `\n${lists.join(',\n')}\n  ` : ''}}`,
    '}',
    '',
  ].join('\n');
}

function lines(items: readonly object[], indent: string): string {
  return items.map((item) => indent + JSON.stringify(item, leaveOut)).join(',\n');
}

function leaveOut(_name: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value;
  return isEmptyMap(value) ? undefined : value;
}

/** Only tags can be without a key: every other object has those that were declared, set or not. */
function isEmptyMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
