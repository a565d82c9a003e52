import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { argv, resourceUsage } from 'node:process';
import { createRandom } from './random.mjs';
import { median, quantile, time } from './statistics.mjs';
import { isConnected, loadSubject } from './subject.mjs';

/** @typedef {import('./subject.mjs').Subject} Subject */

const WARM_UP = 300;
const QUESTIONS = 2000;

/** Bare JSON.parse of the same texts: what no reader of these files can undercut. @param {string} folder */
async function measureParse(folder) {
  const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.json'));
  const readTexts = () => Promise.all(paths.map((path) => readFile(join(folder, path), 'utf8')));
  const texts = await readTexts();
  const parse = await time(() => texts.map((text) => JSON.parse(text)));
  const readAndParse = await time(async () => (await readTexts()).map((text) => JSON.parse(text)));
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return {
    files: paths.length,
    bytes,
    parseMs: parse.milliseconds,
    readAndParseMs: readAndParse.milliseconds,
    interfaceIds: parse.result.flatMap(({ NetworkInterfaces = [] }) =>
      NetworkInterfaces.map(({ NetworkInterfaceId }) => NetworkInterfaceId),
    ),
  };
}

/** @param {Subject} subject @param {object} network @param {readonly string[]} interfaceIds */
function measureQuestions(subject, network, interfaceIds) {
  const random = createRandom(1);
  const [answering, explaining] = [[], []];
  let connected = 0;
  for (let i = 0; i < WARM_UP + QUESTIONS; i++) {
    const [from, to] = [random.pick(interfaceIds), random.pick(interfaceIds)];
    const start = performance.now();
    const answer = subject.ask(network, { from, to, protocol: 'tcp', port: 443 });
    const answered = performance.now();
    subject.explain?.(network, answer);
    if (i < WARM_UP) continue;
    answering.push(1000 * (answered - start));
    explaining.push(1000 * (performance.now() - start));
    if (isConnected(answer)) connected++;
  }
  return {
    pathMicroseconds: median(answering),
    ...(subject.explain && {
      pathExplainedMicroseconds: median(explaining),
      pathExplainedP99Microseconds: quantile(explaining, 0.99),
    }),
    connectedShare: connected / QUESTIONS,
  };
}

/** @param {string} folder */
async function measureTimes(folder) {
  const { interfaceIds, ...parsed } = await measureParse(folder);
  const subject = await loadSubject();
  const measured = { interfaces: interfaceIds.length, ...parsed };
  if (!subject.importSnapshot) return measured;
  const imported = await time(() => subject.importSnapshot([folder]));
  measured.importMs = imported.milliseconds;
  if (!subject.compile) return measured;
  const { snapshot } = imported.result;
  const compiled = await time(() => subject.compile(snapshot));
  measured.compileMs = compiled.milliseconds;
  if (!subject.ask) return measured;
  return { ...measured, ...measureQuestions(subject, compiled.result, interfaceIds) };
}

/** Questions over whole estates, each in a process that has answered nothing else. @param {string} question @param {string} folder */
async function measureSurvey(question, folder) {
  const subject = await loadSubject();
  if (!subject.importSnapshot || !subject.compile || !subject.survey) return {};
  const { snapshot } = await subject.importSnapshot([folder]);
  const network = subject.compile(snapshot);
  const started = performance.now();
  const pairs = subject.survey(network, SURVEYS[question]);
  return { [`${question}Ms`]: performance.now() - started, [`${question}Pairs`]: pairs };
}

const SURVEYS = {
  exposure: { from: 'internet', to: '*', addresses: 'all' },
  crossEnvironment: { from: 'tag:Environment=dev', to: 'tag:Environment=prod' },
  allPairs: { from: '*', to: '*' },
};

/** The most memory that a process needs to import and compile once. @param {string} folder */
async function measureMemory(folder) {
  const subject = await loadSubject();
  const { snapshot } = (await subject.importSnapshot?.([folder])) ?? {};
  if (snapshot) subject.compile?.(snapshot);
  return { peakMiB: resourceUsage().maxRSS / 1024 };
}

// node bench/measure.mjs times|memory|exposure|crossEnvironment|allPairs FOLDER
const [what, folder] = argv.slice(2);
const measure = { times: measureTimes, memory: measureMemory }[what] ?? ((of) => measureSurvey(what, of));
console.log(JSON.stringify(await measure(folder)));
