import { existsSync, readFileSync } from 'node:fs';
import { SHAPES } from '../bench/shapes.mjs';

/** docs/evidence.md, of what `--save` left in docs/evidence. */
export function evidencePage() {
  return `# Evidence

What was measured and tried last. \`npm run bench\`, \`npm run mutants\` and \`npm run soak\` do it again; with \`-- --save\` they
leave what they found in \`docs/evidence/\`, of which \`node scripts/generate-docs.mjs\` makes this page.

## Speed

${section('bench', 'npm run bench -- --save', speed)}

${shapes()}

## Faults that must be noticed

${section('mutants', 'npm run mutants -- --save', faults)}

## Random networks against the oracle

${section('soak', 'npm run soak -- --samples 10000000 --save', soak)}
`;
}

function section(name, command, write) {
  const file = new URL(`../docs/evidence/${name}.json`, import.meta.url);
  return existsSync(file) ? write(JSON.parse(readFileSync(file, 'utf8'))) : `Not run yet: \`${command}\`.`;
}

const FIGURES = [
  ['bytes', 'bytes of JSON'],
  ['parseMs', 'bare `JSON.parse`, ms'],
  ['readAndParseMs', 'reading the files and bare `JSON.parse`, ms'],
  ['importMs', 'import, ms'],
  ['importRatio', 'the same, as many times bare `JSON.parse`'],
  ['compileMs', 'compile, ms'],
  ['compileRatio', 'the same, as many times bare `JSON.parse`'],
  ['pathMicroseconds', 'one question, median, µs'],
  ['pathExplainedMicroseconds', 'one question with its explanation, median, µs'],
  ['pathExplainedP99Microseconds', 'the same, 99 of 100 are faster, µs'],
  ['exposureMs', 'what the internet reaches, every pair, both ways, ms'],
  ['exposureRatio', 'the same, as many times bare `JSON.parse`'],
  ['exposurePeakMiB', 'most memory meanwhile, MiB'],
  ['crossEnvironmentMs', 'from one environment to another, every pair, both ways, ms'],
  ['crossEnvironmentRatio', 'the same, as many times bare `JSON.parse`'],
  ['allPairsMs', 'every pair of the estate, both ways, ms'],
  ['allPairsRatio', 'the same, as many times bare `JSON.parse`'],
  ['allAddressesMs', 'every pair with public addresses too, ms'],
  ['policiesMs', 'a thousand policies in one sweep, ms'],
  ['policiesRatio', 'the same, as many times every pair with public addresses'],
  ['coldExposureMs', 'from files to the answer of `hopwise exposure`, ms'],
  ['coldExposureRatio', 'the same, as many times bare `JSON.parse`'],
  ['firstStartMs', 'from files to the answer of one question, ms'],
  ['secondStartMs', 'the same when the input was read before, ms'],
  ['peakMiB', 'most memory of import and compile, MiB'],
  ['firstWhatIfMs', 'the first what-if of one rule with its exact diff, ms of the processor'],
  ['oneRuleWhatIfMs', 'further ones, for prefixes in use, median, ms of the processor'],
  ['oneRuleWhatIfP90Ms', 'the same, 9 of 10 are faster, ms of the processor'],
  ['oneNewPrefixWhatIfMs', 'the same for a prefix that nothing uses, median, ms of the processor'],
  ['oneAclRuleWhatIfMs', 'the same of one rule of a network ACL, median, ms of the processor'],
  ['oneRouteWhatIfMs', 'the same of one route, median, ms of the processor'],
  ['fullDiffMs', 'two inputs that differ by a typical change, compiled and compared, ms of the processor'],
  ['fullDiffRatio', 'the same, as many times bare `JSON.parse`'],
];

function speed({ machine, sizes, cli }) {
  const columns = Object.values(sizes).map((column) => ({
    ...column,
    importRatio: ratio(column.importMs, column.parseMs),
    compileRatio: ratio(column.compileMs, column.parseMs),
    exposureRatio: ratio(column.exposureMs, column.parseMs),
    crossEnvironmentRatio: ratio(column.crossEnvironmentMs, column.parseMs),
    allPairsRatio: ratio(column.allPairsMs, column.parseMs),
    policiesRatio: ratio(column.policiesMs, column.allAddressesMs),
    coldExposureRatio: ratio(column.coldExposureMs, column.parseMs),
    fullDiffRatio: ratio(column.fullDiffMs, column.parseMs),
  }));
  const rows = FIGURES.filter(([key]) => columns.some((column) => column[key] !== undefined));
  return `\`npm run bench -- --sizes 1000,10000,100000\` measures the sizes that are asked for, \`--huge\` a million interfaces too, and
\`--json\` prints everything that was measured. A figure that takes longer than \`--limit\` seconds (300) is left out, and named.
\`--steps\` measures only some of it; \`--shape\` makes other estates: ${Object.keys(SHAPES)
    .map((name) => `\`${name}\``)
    .join(', ')}.

Generated estates of several accounts and Regions, as the AWS CLI prints them, on ${machine.cpus} cores of ${machine.model} with
Node ${machine.node}; each figure is the median of several runs in a process of its own; questions over whole estates are asked once.

| | ${columns.map(({ interfaces }) => `${number(interfaces)} interfaces`).join(' | ')} |
|---|${columns.map(() => '---:|').join('')}
${rows.map(([key, title]) => `| ${title} | ${columns.map((column) => number(column[key])).join(' | ')} |`).join('\n')}

From nothing to an answer on the terminal, \`hopwise path\` takes ${number(cli.coldStartMs)} ms.`;
}

const STAGES = ['importMs', 'compileMs', 'exposureMs', 'crossEnvironmentMs', 'allPairsMs'];

/** Of other estates, how many times as long as bare JSON.parse of the same files each stage takes. */
function shapes() {
  const measured = Object.keys(SHAPES).flatMap((shape) => {
    const file = new URL(`../docs/evidence/bench-${shape}.json`, import.meta.url);
    if (!existsSync(file)) return [];
    const { sizes, leftOut } = JSON.parse(readFileSync(file, 'utf8'));
    return Object.entries(sizes).map(([size, column]) => ({ shape, column, left: leftOut[size] ?? [] }));
  });
  if (measured.length === 0)
    return 'Estates of other shapes were not measured yet: `npm run bench -- --shape balancers --save`.';
  const cell = ({ column }, stage) => column[stage] && number(ratio(column[stage], column.parseMs));
  const row = (one) =>
    `| ${one.shape} | ${number(one.column.interfaces)} | ${STAGES.map((stage) => cell(one, stage) ?? '').join(' | ')} | ${one.left.join('; ')} |`;
  return `Estates of other shapes, as many times bare \`JSON.parse\` of their files:

| shape | interfaces | import | compile | from the internet | between environments | all pairs | left out |
|---|---:|---:|---:|---:|---:|---:|---|
${measured.map(row).join('\n')}`;
}

function faults({ faults: planted }) {
  const survived = planted.filter(({ outcome }) => outcome === 'SURVIVED');
  const files = [...new Set(planted.map(({ file }) => file))].sort();
  const row = (file) => {
    const here = planted.filter((one) => one.file === file);
    const noticed = here.filter(({ outcome }) => outcome !== 'SURVIVED');
    return `| ${file} | ${here.length} | ${noticed.length} | ${here.map(({ title }) => title).join('; ')} |`;
  };
  return `Each fault is planted alone in a copy of the engine, and the quick tests run against it.
${planted.length - survived.length} of ${planted.length} were noticed${survived.length > 0 ? `; not noticed: ${survived.map(({ title }) => title).join('; ')}` : ''}.

| file | faults | noticed | what they break |
|---|---:|---:|---|
${files.map(row).join('\n')}`;
}

function soak({ minutes, rounds, packets, paths, pairs, samples, rate, disagreements, firstSeed, lastSeed }) {
  return `For ${number(minutes)} minutes the packet-by-packet oracle, which shares no code with the rest, the walker and the estate engine
were held against each other about ever new networks: ${number(rounds)} rounds (seeds ${firstSeed} to ${lastSeed}), ${number(samples)} samples.
Of these, ${number(packets)} are packets that all three were asked, ${number(paths)} are packets of the oracle and the walker alone, and
${number(pairs)} are pairs of addresses, with all their services, of the walker and the estate engine. ${number(rate)} a second,
${number(disagreements)} disagreements.`;
}

function ratio(one, other) {
  return one && other && Number((one / other).toFixed(2));
}

function number(value) {
  return value === undefined ? '' : value.toLocaleString('en');
}
