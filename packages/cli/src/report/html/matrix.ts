import type { CellDocument, GroupDocument } from '../../render/matrix-document.ts';
import type { ReportDocument } from '../report-document.ts';
import { html, type Markup } from './markup.ts';
import { askButton, table, VERDICT_TONES } from './words.ts';

type Matrix = ReportDocument['matrix'];

/** A grid wider than this is a list. */
const WIDEST = 24;
const MOST_ROWS = 1_500;
const MOST_SERVICES = 42;

/** Who can talk to whom: a grid where it fits, and the list of all that is open. */
export function matrixHtml(matrix: Matrix): Markup {
  const { segments, cells, by } = matrix;
  const names = namesOf(matrix);
  const rows = cells
    .flatMap((cell) => cell.groups.map((group) => ({ cell, group })))
    .slice(0, MOST_ROWS)
    .map(({ cell, group }) => [
      names(cell.from),
      names(cell.to),
      html`<span class="pill ${VERDICT_TONES[group.verdict] ?? ''}">${group.verdict}</span>`,
      group.services,
      group.pairs,
      askOne(group),
    ]);
  const all = cells.reduce((sum, { groups, moreGroups }) => sum + groups.length + moreGroups, 0);
  return html`<p class="lead">By ${by}: what each segment reaches of each other, with the replies, over every pair of addresses. What is not marked is blocked, for every pair, on every service.</p>
${segments.length <= WIDEST ? grid(matrix, names) : html`<p class="more">${segments.length} segments: a grid would be too wide to read; the list filters.</p>`}
<details${segments.length > WIDEST ? html` open` : html` class="screen"`}><summary>The list: ${all} kinds of conversation</summary>
${table(`What is not blocked, by ${by}`, ['From', 'To', 'Verdict', 'Services', 'Pairs', 'Ask one'], rows, all > rows.length && `and ${all - rows.length} more; hopwise matrix --format csv has them all`)}</details>`;
}

function grid({ segments: all, cells, by }: Matrix, names: (id: string) => string): Markup {
  const met = new Set(cells.flatMap(({ from, to }) => [from, to]));
  const order = new Intl.Collator('en', { numeric: true });
  const segments = all.filter(({ id }) => met.has(id)).sort((a, b) => order.compare(names(a.id), names(b.id)));
  const silent = all.filter(({ id }) => !met.has(id)).map(({ id }) => names(id));
  const byEnds = new Map(cells.map((cell) => [`${cell.from}\n${cell.to}`, cell]));
  const head = segments.map(({ id }) => html`<th scope="col"><span>${names(id)}</span></th>`);
  const rows = segments.map(
    (from) =>
      html`<tr><th scope="row">${names(from.id)}</th>${segments.map((to) => cellHtml(byEnds.get(`${from.id}\n${to.id}`), from.id === to.id))}</tr>\n`,
  );
  return html`<div class="table" role="group" aria-label="Segmentation matrix"><table class="grid"><caption>Rows send, columns are dialled (${by})</caption><thead><tr><td></td>${head}</tr></thead><tbody>${rows}</tbody></table></div>
<p class="legend"><span class="pill good">reachable</span> answered <span class="pill warn">forward-only</span> delivered, not answered <span class="pill unsure">unknown</span> the input does not tell. “some”: not for every pair of addresses.</p>
${silent.length > 0 && html`<p class="faint">Reach nothing, and nothing reaches them: ${silent.sort(order.compare).join(', ')}.</p>`}`;
}

function cellHtml(cell: CellDocument | undefined, isSelf: boolean): Markup {
  if (!cell || cell.parts.length === 0)
    return html`<td class="${isSelf ? 'self closed' : 'closed'}"><span class="spoken">blocked</span></td>`;
  const [first] = cell.parts;
  const title = cell.parts
    .map(({ verdict, services, pairs }) => `${verdict}: ${services} (${pairs} of ${cell.pairs} pairs)`)
    .join('\n');
  const words = cell.parts.map(
    ({ verdict, services, pairs }) =>
      html`<span class="part ${VERDICT_TONES[verdict] ?? ''}">${verdict !== 'reachable' && html`<em>${verdict}</em> `}${shortened(services)}${pairs < cell.pairs && html` <small>some</small>`}</span>`,
  );
  const [group] = cell.groups;
  return html`<td class="${VERDICT_TONES[first?.verdict ?? ''] ?? ''}" title="${title}">${words}${group && askOne(group)}</td>`;
}

function shortened(services: string): string {
  return services.length <= MOST_SERVICES
    ? services
    : `${services.slice(0, services.lastIndexOf(',', MOST_SERVICES)) || services.slice(0, MOST_SERVICES)}, …`;
}

/** What stands for all the rest of the internet is asked as the internet: its prefix would mean everything else too. */
function askOne({ witness: { from, to } }: GroupDocument): Markup {
  const said = (text: string) => (/(?:^|\/)(?:0\.0\.0\.0|::)\/0$/.test(text) ? 'internet' : text);
  return askButton(said(from), said(to));
}

/** Names where they are not shared, else ids too. */
export function namesOf({ segments }: Pick<Matrix, 'segments'>): (id: string) => string {
  const taken = new Map<string, number>();
  for (const { name } of segments) if (name) taken.set(name, (taken.get(name) ?? 0) + 1);
  const names = new Map(
    segments.map(({ id, name }) => [id, name === undefined ? id : taken.get(name) === 1 ? name : `${name} (${id})`]),
  );
  return (id) => names.get(id) ?? id;
}
