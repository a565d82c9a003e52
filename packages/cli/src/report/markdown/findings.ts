import { statement } from '../../render/hop-lines.ts';
import type { Labels } from '../../render/labels.ts';
import type { FindingsSection } from '../sections/findings-section.ts';
import { md, mdCode, mdList, mdTable, prose } from './text.ts';

export function findingsMarkdown(section: FindingsSection, labels: Labels, none: string): string {
  const { groups, undecided, moreUndecided, excepted } = section;
  const parts = groups.map(({ check, title, severity, why, mend, findings, more }) => {
    const rows = findings.map(({ component, message, evidence }) => [
      md(labels.full(component)),
      md(labels.inText(message)),
      evidence.map((one) => md(statement(one, component, labels, labels.short))).join('<br>'),
    ]);
    return `### ${severity}: ${md(title)} (${findings.length + more})\n\n${prose(why)} To mend it: ${prose(mend)} ${mdCode(check)}\n\n${mdTable(['Where', 'What', 'Rules'], rows)}${more > 0 ? `\nand ${more} more\n` : ''}`;
  });
  const excused = excepted.map(
    ({ finding, exception }) =>
      `${mdCode(finding.check)} ${md(labels.full(finding.component))}: ${md(exception.reason)} (${md(exception.owner)})`,
  );
  const open = undecided.map(
    ({ check, component, message }) =>
      `${mdCode(check)} ${component ? `${md(labels.full(component))}: ` : ''}${md(labels.inText(message))}`,
  );
  return [
    ...(groups.length + undecided.length === 0 ? [`${none}\n`] : parts),
    ...(excused.length > 0 ? [`Answered for:\n\n${mdList(excused)}`] : []),
    ...(open.length > 0
      ? [`Not decided by the input:\n\n${mdList(open)}${moreUndecided > 0 ? `\nand ${moreUndecided} more\n` : ''}`]
      : []),
  ].join('\n');
}
