import { findMatrix, parseQuestion } from '@hopwise/core';
import { badOption, numberOf, oneOf } from '../bad-option.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { safeJson } from '../render/escape-text.ts';
import { cellAt, type MatrixDocument, matrixDocument } from '../render/matrix-document.ts';
import { matrixCsv, matrixMarkdown } from '../render/matrix-table.ts';
import { cellText, matrixText } from '../render/matrix-text.ts';
import type { Terminal } from '../terminal.ts';
import { type InputOptions, readNetwork } from './read-network.ts';

export interface MatrixOptions extends InputOptions {
  readonly by: string;
  readonly from: string;
  readonly to: string;
  readonly port?: string;
  readonly protocol?: string;
  readonly cell?: string;
  readonly groups?: string;
  readonly oneWay?: boolean;
  readonly format: string;
  readonly color: boolean;
}

const FORMATS = ['text', 'json', 'csv', 'markdown'] as const;

/** Who can talk to whom, segment by segment. */
export async function matrix(terminal: Terminal, options: MatrixOptions): Promise<ExitCode> {
  const format = oneOf('--format', options.format, FORMATS);
  if (options.cell !== undefined && format !== 'text')
    throw badOption('--format', format, 'With --cell it is text; json has the groups of every cell.');
  if (options.groups !== undefined && options.cell === undefined && format !== 'json')
    throw badOption('--groups', options.groups, 'Groups are those of a cell: give --cell FROM,TO, or --format json.');
  const groups = numberOf('--groups', options.groups ?? '5', 1);
  const { network, diagnostics } = await readNetwork(terminal, options);
  const { from, to, port, protocol, oneWay } = options;
  const found = findMatrix(network, parseQuestion(network, { from, to, port, protocol, oneWay }), options.by);
  const document = matrixDocument(network, found, { groups, diagnostics });
  const style = {
    isColoured: options.color && terminal.isColoured,
    columns: terminal.columns,
    isOneWay: oneWay ?? false,
  };
  if (options.cell !== undefined) {
    const cell = cellAt(document, options.cell);
    if (!cell) throw badOption('--cell', options.cell, segmentsHint(document.segments));
    await terminal.write(cellText(cell, document, style));
    return EXIT.asHoped;
  }
  const rendered = {
    text: () => matrixText(document, style),
    json: () => `${safeJson(document, 2)}\n`,
    csv: () => matrixCsv(document),
    markdown: () => matrixMarkdown(document),
  }[format];
  await terminal.write(rendered());
  return EXIT.asHoped;
}

/** How many segments are named. */
const MOST_NAMED = 12;

function segmentsHint(segments: MatrixDocument['segments']): string {
  const names = segments.slice(0, MOST_NAMED).map(({ id, name }) => name ?? id);
  const rest = segments.length - names.length;
  return `Name two segments of the matrix, FROM,TO: ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`;
}
