import { exposureText } from '../../render/exposure-text.ts';
import { pathText } from '../../render/path-text.ts';
import { folded, type Line, spansOf } from '../view/line.ts';
import { workColumns } from './layout.ts';
import type { State } from './state.ts';

/** What the commands would print, in lines, coloured; made once for each answer and width. */
export function pathTextOf(state: State): readonly Line[] {
  const document = state.path.answer?.document;
  return document ? lines(document, workColumns(state), (columns) => pathText(document, detailed(columns))) : [];
}

export function fixTextOf(state: State): readonly Line[] {
  const { fix } = state.path;
  if (!fix) return [];
  return lines(fix, workColumns(state), (columns) => {
    const all = pathText(fix.document, { isColoured: true, columns, isDetailed: false });
    // Of the answer only what mends it, its last section: the rest is seen hop by hop.
    return all.trimEnd().split('\n\n').at(-1) ?? '';
  });
}

export function chainTextOf(state: State): readonly Line[] {
  const { finding } = state.exposure;
  if (!finding) return [];
  return lines(finding, workColumns(state), (columns) => {
    const sections = exposureText(finding, detailed(columns)).trimEnd().split('\n\n');
    // How many were asked is told with the list; what explains checks is a command.
    return [...sections.slice(1, -1), `hopwise explain ${finding.checks[0]?.id} tells why it matters.`].join('\n\n');
  });
}

function detailed(columns: number) {
  return { isColoured: true, columns, isDetailed: true };
}

const made = new WeakMap<object, { readonly columns: number; readonly lines: readonly Line[] }>();

function lines(document: object, columns: number, write: (columns: number) => string): readonly Line[] {
  const known = made.get(document);
  if (known?.columns === columns) return known.lines;
  const fresh = {
    columns,
    lines: write(columns)
      .trimEnd()
      .split('\n')
      .flatMap((line) => folded(spansOf(line), columns)),
  };
  made.set(document, fresh);
  return fresh.lines;
}
