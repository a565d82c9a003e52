// Writes docs/scenarios.md, the table of the conformance scenarios; with --check it only says whether the file is current.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

const folder = new URL('../tests/scenarios/', import.meta.url);
const target = new URL('../docs/scenarios.md', import.meta.url);

const scenarios = readdirSync(folder)
  .filter((name) => /^\d{3}-/.test(name))
  .sort()
  .map((name) => ({ name, ...parse(readFileSync(new URL(`${name}/scenario.yaml`, folder), 'utf8')) }));
const cases = scenarios.flatMap((scenario) => scenario.cases);

const text = `# Conformance scenarios

${scenarios.length} scenarios with ${cases.length} questions, one folder each in \`tests/scenarios/\`: a network,
edited, and what is asked of it. Every rule has an id, and so has every row. Made by \`node scripts/scenario-table.mjs\`.

| row | name | fact | rules | expectations |
|---|---|---|---|---|
${scenarios.map(line).join('\n')}
`;

if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
} else if (readFileSync(target, 'utf8') !== text) {
  console.error('docs/scenarios.md is not current: run node scripts/scenario-table.mjs');
  process.exitCode = 1;
}

function line({ row, name, title, rules, cases }) {
  const link = `[${name.slice(4)}](../tests/scenarios/${name}/scenario.yaml)`;
  return `| ${row} | ${link} | ${cell(title)} | ${rules.join(', ')} | ${cases.map(expectation).join('<br>')} |`;
}

function expectation({ title, ask, expect }) {
  const { verdict, hop, blocker, codes = [], notes = [] } = expect;
  const named = [blocker, ...codes, ...notes].filter(Boolean).map((code) => `\`${code}\``);
  const said = [verdict, hop && `via \`${hop}\``, ...named].filter(Boolean).join(' ');
  return `${cell(title ?? question(ask))}: ${said}`;
}

function question({ from, to, protocol, port, icmpType, mirror }) {
  if (mirror) return `--mirror of ${mirror}`;
  const service = [protocol, port ?? icmpType].filter((part) => part !== undefined).join('/');
  return `${from} → ${to} ${service}`;
}

function cell(words) {
  return String(words).replaceAll('|', '\\|');
}
