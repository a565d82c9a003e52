import { countDiagnostics, diagnosticText } from './diagnostic-text.ts';
import { escapeDeep } from './escape-text.ts';
import type { ImportDocument, PlaceDocument } from './import-document.ts';
import { joinSections } from './join-sections.ts';
import { wrapText } from './wrap-text.ts';

/** For people: what was read by place and kind, what is odd, what is missing and how to get it. */
export function importText(untrusted: ImportDocument, columns: number): string {
  const document = escapeDeep(untrusted);
  const { files, documents, records, ignored } = document;
  const others = ignored > 0 ? `, ${counted(ignored, 'other file')} ignored` : '';
  const sections = [
    [`Read ${counted(records, 'record')} of ${counted(documents, 'answer')} in ${counted(files, 'file')}${others}.`],
    ...document.places.map((place) => placeLines(place, columns)),
    diagnosticLines(document, columns),
    missingLines(document, columns),
  ];
  return joinSections(sections);
}

function placeLines({ account, region, kinds }: PlaceDocument, columns: number): readonly string[] {
  const counts = kinds.map(({ records, title }) => `${title} ${records}`).join(', ');
  return [
    `${account ?? 'account unknown'} ${region ?? 'Region unknown'}`,
    ...wrapText(counts, { columns, first: '  ', next: '  ' }),
  ];
}

/** What is missing has a section of its own, with the calls. */
function diagnosticLines({ diagnostics }: ImportDocument, columns: number): readonly string[] {
  const shown = diagnostics.filter(({ code }) => code !== 'NOT_COLLECTED');
  if (shown.length === 0) return [];
  return [`About the input: ${countDiagnostics(shown)}`, ...shown.map((one) => diagnosticText(one, columns, '  '))];
}

function missingLines({ missing }: ImportDocument, columns: number): readonly string[] {
  if (missing.length === 0) return ['Nothing is missing.'];
  const lines = missing.flatMap(({ title, account, region, state, commands, without }) => [
    ...wrapText(
      `${title} of ${account ?? 'an unknown account'}, ${region ?? 'an unknown Region'}${state === 'partial' ? ' (in part)' : ''}`,
      {
        columns,
        first: '  ',
        next: '    ',
      },
    ),
    ...wrapText(without, { columns, first: '    ', next: '    ' }),
    ...commands.map((command) => `    ${command}`),
  ]);
  return ['Missing, and what that leaves unknown:', ...lines];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
