/** Tables longer than this have a field to filter them. */
const LONG = 8;

/** What is wider than its place is moved by the keyboard too. */
function reachScrolling(): void {
  for (const place of document.querySelectorAll<HTMLElement>('.table, pre')) {
    if (place.scrollWidth > place.clientWidth) place.tabIndex = 0;
    else place.removeAttribute('tabindex');
  }
}

/** Makes the tables of the page sort by their heads, and filter where they are long. */
export function liveTables(): void {
  reachScrolling();
  addEventListener('resize', reachScrolling);
  // What is folded has no width until it is opened.
  document.addEventListener('toggle', reachScrolling, true);
  for (const table of document.querySelectorAll<HTMLTableElement>('table.sortable')) {
    const body = table.tBodies[0];
    if (!body || body.rows.length < 2) continue;
    for (const [column, head] of [...(table.tHead?.rows[0]?.cells ?? [])].entries()) addSort(table, body, head, column);
    if (body.rows.length >= LONG) addFilter(table, body);
  }
}

function addSort(
  table: HTMLTableElement,
  body: HTMLTableSectionElement,
  head: HTMLTableCellElement,
  column: number,
): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener('click', () => {
    const isDown = head.getAttribute('aria-sort') === 'ascending';
    for (const one of table.querySelectorAll('th[aria-sort]')) one.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
    const rows = [...body.rows].map((row) => ({ row, text: row.cells[column]?.textContent?.trim() ?? '' }));
    const order = new Intl.Collator('en', { numeric: true });
    rows.sort((a, b) => (isDown ? -1 : 1) * order.compare(a.text, b.text));
    body.append(...rows.map(({ row }) => row));
  });
}

function addFilter(table: HTMLTableElement, body: HTMLTableSectionElement): void {
  const label = document.createElement('label');
  label.className = 'filter';
  const [input, count] = [document.createElement('input'), document.createElement('span')];
  input.type = 'search';
  count.className = 'faint';
  count.setAttribute('role', 'status');
  label.append('Filter ', input, count);
  const rows = [...body.rows].map((row) => ({ row, text: (row.textContent ?? '').toLowerCase() }));
  input.addEventListener('input', () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) shown++;
    }
    count.textContent = words.length > 0 ? `${shown} of ${rows.length}` : '';
  });
  table.parentElement?.before(label);
}
