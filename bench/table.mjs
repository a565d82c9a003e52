/**
 * A report for people: a line for each figure, a column for each size.
 * @param {{ machine: object, shape: string, sizes: Record<string, Record<string, number>>, ratios: object, growth: object,
 *   leftOut: Record<string, string[]>, cli: object, missing: string[] }} report
 * @returns {string}
 */
export function table({ machine, shape, sizes, ratios, growth, leftOut, cli, missing }) {
  const columns = Object.values(sizes);
  const names = [...new Set(columns.flatMap((column) => Object.keys(column)))];
  const line = (name, cells) => name.padEnd(30) + cells.map((cell) => String(cell ?? '–').padStart(14)).join('');
  const facts = (title, values) =>
    `${title}: ${Object.entries(values)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')}`;
  return [
    facts('machine', machine),
    `shape: ${shape}`,
    ...names.map((name) =>
      line(
        name,
        columns.map((column) => column[name]),
      ),
    ),
    facts('× JSON.parse at the largest size', ratios),
    ...(Object.keys(growth).length > 0 ? [facts('× when ten times as large', growth)] : []),
    ...Object.entries(leftOut).map(([size, names]) => `left out at ${size}: ${names.join(', ')}`),
    facts('cli', cli),
    ...(missing.length > 0 ? [`not there yet: ${missing.join(', ')}`] : []),
  ].join('\n');
}
