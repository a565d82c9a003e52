import { type Aspects, commandName, type DescribeCall, kinds, recordType } from '@hopwise/core';

/** docs/modelled.md: every kind of object that is read: what is known of it, from which call, and what its absence leaves unknown. */
export function modelledPage(): string {
  const aspects = kinds.map((kind) => aspectsRow(recordType(kind)));
  const calls = kinds.map((kind) => {
    const { title, calls, without } = recordType(kind);
    return `| ${title} | ${calls.map(commandOf).join('<br>')} | ${without ?? ''} |`;
  });
  const sections = [
    '# What is modelled',
    INTRODUCTION,
    table(['kind', 'modelled', 'assumed, by rule', 'unknown'], aspects),
    '# What is read',
    CALLS,
    table(['kind', 'call', 'without it'], calls),
  ];
  return `${sections.join('\n\n')}\n`;
}

const INTRODUCTION = `Assumed is what AWS does not say, or what is known from memory alone; the ids number AWS’s rules, as in
[scenarios.md](scenarios.md). Unknown is what an answer leaves open though the record is there. Everything here is
declared with the resource types; this page is written by \`scripts/generate-docs.mjs\`.`;

const CALLS = `Everything else in the input is left out with a note, and a path that leads through it is \`unknown\`.
\`hopwise collect --script\` prints a script of exactly these calls, but for those that need more than one id each.`;

function aspectsRow({ title, aspects }: { readonly title: string; readonly aspects: Aspects }): string {
  const { modelled, assumed = {}, unknown = [] } = aspects;
  const rules = Object.entries(assumed).sort(([a], [b]) => (a < b ? -1 : 1));
  const cells = [modelled.join('; '), rules.map(([id, text]) => `${id}: ${text}`).join('<br>'), unknown.join('; ')];
  return `| ${title} | ${cells.join(' | ')} |`;
}

function table(heads: readonly string[], rows: readonly string[]): string {
  return [`| ${heads.join(' | ')} |`, `|${'---|'.repeat(heads.length)}`, ...rows].join('\n');
}

function commandOf({ service, operation, argument }: DescribeCall): string {
  const option = argument && commandName(argument.name);
  return `\`aws ${service} ${commandName(operation)}${option ? ` --${option} <${option}>` : ''}\``;
}
