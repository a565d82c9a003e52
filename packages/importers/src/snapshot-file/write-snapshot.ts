import { kinds, type Snapshot } from '@hopwise/core';

/**
 * The canonical snapshot file, one record a line. Equal snapshots give equal bytes: kinds stand in the registry's order,
 * records by key, fields as declared; what is absent and empty lists are left out.
 */
export function writeSnapshot({ version, records, coverage, settings }: Snapshot): string {
  const lists = kinds
    .filter((kind) => records[kind].length > 0)
    .map((kind) => `    ${JSON.stringify(kind)}: [\n${lines(records[kind], '      ')}\n    ]`);
  return [
    '{',
    `  "hopwise": ${version},`,
    '  "kind": "snapshot",',
    `  "coverage": ${coverage.length > 0 ? `[\n${lines(coverage, '    ')}\n  ]` : '[]'},`,
    `  "settings": ${JSON.stringify(sorted(settings))},`,
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
  return isMap(value) ? sorted(value) : value;
}

/** Tags are the only objects whose keys nobody declared; reading gives them no prototype. */
function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null;
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0 && isMap(value)) return undefined;
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
