import { namesOf } from '../html/matrix.ts';
import type { ReportDocument } from '../report-document.ts';
import { md, mdTable } from './text.ts';

const MOST_ROWS = 400;

/** A line for every pair of segments between which something is not blocked. */
export function matrixMarkdown({ segments, cells, by }: ReportDocument['matrix']): string {
  const names = namesOf({ segments });
  const rows = cells
    .slice(0, MOST_ROWS)
    .map(({ from, to, pairs, parts }) => [
      md(names(from)),
      md(names(to)),
      parts
        .map((part) =>
          md(
            `${part.verdict === 'reachable' ? '' : `${part.verdict}: `}${part.services}${part.pairs < pairs ? ' (some)' : ''}`,
          ),
        )
        .join('<br>'),
      pairs,
    ]);
  const rest = cells.length - rows.length;
  return `By ${md(by)}. What is not listed is blocked, for every pair of addresses, on every service.\n\n${mdTable(['From', 'To', 'What', 'Pairs'], rows)}${rest > 0 ? `\nand ${rest} more\n` : ''}`;
}
