import { allCodes, type CodeHelp } from '@hopwise/core';
import { wrapText } from './wrap-text.ts';

/** One code for people. */
export function codeText(code: string, columns: number): string {
  const { kind, meaning, mend, mendReply } = helpOf(code);
  const lines = [
    `${code} (${kind})`,
    ...wrapText(meaning, { columns, first: '  ', next: '  ' }),
    ...(mend
      ? wrapText(mend, { columns, first: kind === 'unknown' ? '  To decide it: ' : '  To mend it: ', next: '  ' })
      : []),
    ...(mendReply ? wrapText(mendReply, { columns, first: '  On the reply: ', next: '  ' }) : []),
  ];
  return `${lines.join('\n')}\n`;
}

const TITLES = {
  blocker: 'Blockers',
  unknown: 'Unknowns',
  note: 'Notes',
  question: 'Questions that cannot be asked',
  input: 'About the input',
} as const;
const KINDS = ['blocker', 'unknown', 'note', 'question', 'input'] as const;

export function codeList(): string {
  return `${KINDS.map((kind) => [TITLES[kind], ...codesOf(kind).map((code) => `  ${code}`)].join('\n')).join('\n\n')}\n`;
}

/** docs/codes.md. */
export function codesPage(): string {
  const sections = KINDS.map((kind) => {
    const rows = codesOf(kind).map((code) => {
      const { meaning, mend, mendReply } = helpOf(code);
      const todo = mendReply ? `${mend}<br>On the reply: ${mendReply}` : mend;
      return `| \`${code}\` | ${meaning} |${kind === 'note' ? '' : ` ${todo} |`}`;
    });
    const head =
      kind === 'note' ? ['| code | meaning |', '|---|---|'] : ['| code | meaning | what to do |', '|---|---|---|'];
    return [`## ${TITLES[kind]}`, '', ...head, ...rows].join('\n');
  });
  return `# Codes\n\n${INTRODUCTION}\n\n${sections.join('\n\n')}\n`;
}

const INTRODUCTION = `Codes are stable. Where Reachability Analyzer of AWS has a code for a cause, it is that very code.
\`hopwise explain CODE\` prints a row of this page, which \`scripts/generate-docs.mjs\` writes.`;

function codesOf(kind: CodeHelp['kind']): readonly string[] {
  return Object.keys(allCodes)
    .filter((code) => helpOf(code).kind === kind)
    .sort();
}

function helpOf(code: string): CodeHelp {
  // Callers ask for keys of the table only.
  return allCodes[code] as CodeHelp;
}
