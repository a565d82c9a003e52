import { allChecks, type CheckFacts, type Controls } from '@hopwise/core';
import { wrapText } from './wrap-text.ts';

/** One check for people. */
export function checkText({ id, title, severity, help, controls = {} }: CheckFacts, columns: number): string {
  const paragraph = (first: string, text: string) => wrapText(text, { columns, first: `  ${first}`, next: '  ' });
  const lines = [
    `${id} (${severity})`,
    ...paragraph('', `${title}.`),
    ...paragraph('', help.wrong),
    ...paragraph('Why it matters: ', help.why),
    ...paragraph('To mend it: ', help.mend),
    ...namings(controls).flatMap(([name, list]) => paragraph(`${name}: `, list)),
  ];
  return `${lines.join('\n')}\n`;
}

export function checkList(): string {
  return `Checks\n${allChecks
    .map(({ id }) => `  ${id}`)
    .sort()
    .join('\n')}\n`;
}

/** docs/checks.md. */
export function checksPage(): string {
  const sections = allChecks
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, title, severity, help, controls = {} }) =>
      [
        `## ${id}`,
        '',
        `**${title}** (${severity}). ${help.wrong} ${help.why}`,
        '',
        help.mend,
        ...namings(controls).flatMap(([name, list], i) => [...(i === 0 ? [''] : []), `- ${name}: ${list}`]),
      ].join('\n'),
    );
  return `# Checks\n\n${INTRODUCTION}\n\n${sections.join('\n\n')}\n`;
}

const INTRODUCTION = `What \`hopwise lint\` and \`hopwise exposure\` look for, with the severity of findings that do not say otherwise: those of
\`exposure\` have one by what is proven and by port.
\`hopwise explain CHECK\` prints a part of this page, which \`scripts/generate-docs.mjs\` writes.`;

const NAMES: readonly (readonly [key: keyof Controls, name: string])[] = [
  ['securityHub', 'Security Hub'],
  ['config', 'AWS Config'],
  ['trustedAdvisor', 'Trusted Advisor'],
  ['cis', 'CIS AWS Foundations'],
  ['pci', 'PCI DSS'],
  ['nist', 'NIST SP 800-53'],
];

function namings(controls: Controls): readonly (readonly [name: string, list: string])[] {
  return NAMES.flatMap(([key, name]) => (controls[key] ? [[name, controls[key].join(', ')] as const] : []));
}
