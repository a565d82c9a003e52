import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { argv, resourceUsage } from 'node:process';
import { measureChanges, measureFullDiff } from './changes.mjs';
import { measurePolicies } from './policies.mjs';
import { createRandom } from './random.mjs';
import { median, quantile, time } from './statistics.mjs';
import { isConnected, loadSubject } from './subject.mjs';

/** @typedef {import('./subject.mjs').Subject} Subject */

const WARM_UP = 300;
const QUESTIONS = 2000;
/** Texts that are held at once: an estate of a million interfaces is larger than memory. */
const BATCH = 256_000_000;

/** Bare JSON.parse of the same texts: what no reader of these files can undercut. @param {string} folder */
async function measureParse(folder) {
  const paths = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith('.json'));
  const measured = { files: paths.length, bytes: 0, parseMs: 0, readAndParseMs: 0 };
  for (const batch of batches(paths.map((path) => join(folder, path)))) {
    const readTexts = () => batch.map((path) => readFileSync(path, 'utf8'));
    const texts = readTexts();
    measured.parseMs += (await time(() => texts.map((text) => JSON.parse(text)))).milliseconds;
    measured.readAndParseMs += (await time(() => readTexts().map((text) => JSON.parse(text)))).milliseconds;
    measured.bytes += texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  }
  return measured;
}

/** @param {readonly string[]} paths @returns {Generator<string[]>} */
function* batches(paths) {
  let [batch, bytes] = [[], 0];
  for (const path of paths) {
    batch.push(path);
    bytes += statSync(path).size;
    if (bytes < BATCH) continue;
    yield batch;
    [batch, bytes] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}

/** @param {string} folder */
async function measureImport(folder) {
  const subject = await loadSubject();
  if (!subject.importSnapshot) return {};
  const imported = await time(() => subject.importSnapshot([folder]));
  return { interfaces: imported.result.snapshot.records.networkInterface.length, importMs: imported.milliseconds };
}

/** @param {string} folder */
async function measureCompile(folder) {
  const subject = await loadSubject();
  if (!subject.importSnapshot || !subject.compile) return {};
  const { snapshot } = await subject.importSnapshot([folder]);
  return { compileMs: (await time(() => subject.compile(snapshot))).milliseconds };
}

/** @param {string} folder */
async function measureQuestions(folder) {
  const subject = await loadSubject();
  if (!subject.importSnapshot || !subject.compile || !subject.ask) return {};
  const { snapshot } = await subject.importSnapshot([folder]);
  const network = subject.compile(snapshot);
  const interfaceIds = snapshot.records.networkInterface.map(({ networkInterfaceId }) => networkInterfaceId);
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

/** Questions over whole estates, each in a process that has answered nothing else. @param {string} question @param {string} folder */
async function measureSurvey(question, folder) {
  const subject = await loadSubject();
  if (!subject.importSnapshot || !subject.compile || !subject.survey) return {};
  const { snapshot } = await subject.importSnapshot([folder]);
  const network = subject.compile(snapshot);
  const started = performance.now();
  const pairs = subject.survey(network, SURVEYS[question]);
  return {
    [`${question}Ms`]: performance.now() - started,
    [`${question}Pairs`]: pairs,
    [`${question}PeakMiB`]: resourceUsage().maxRSS / 1024,
  };
}

/** @param {string} folder @param {'rules' | 'acls' | 'routes'} forms */
async function measureWhatIfs(folder, forms) {
  const subject = await loadSubject();
  if (!subject.importSnapshot || !subject.compile || !subject.whatIf) return {};
  const { snapshot } = await subject.importSnapshot([folder]);
  return measureChanges(subject, snapshot, forms);
}

/** @param {string} folder */
async function measureDiff(folder) {
  const subject = await loadSubject();
  if (!subject.importSnapshot || !subject.diff || !subject.applyChanges) return {};
  const [before, after] = [await subject.importSnapshot([folder]), await subject.importSnapshot([folder])];
  return measureFullDiff(subject, before.snapshot, after.snapshot);
}

/** @param {string} folder */
async function measurePolicySweep(folder) {
  const subject = await loadSubject();
  if (!subject.importSnapshot || !subject.compile || !subject.checkPolicies) return {};
  const { snapshot } = await subject.importSnapshot([folder]);
  return measurePolicies(subject, snapshot);
}

const SURVEYS = {
  exposure: { from: 'internet', to: '*', addresses: 'all' },
  crossEnvironment: { from: 'tag:Environment=dev', to: 'tag:Environment=prod' },
  allPairs: { from: '*', to: '*' },
  allAddresses: { from: '*', to: '*', addresses: 'all' },
};

/** The most memory that a process needs to import and compile once. @param {string} folder */
async function measureMemory(folder) {
  const subject = await loadSubject();
  const { snapshot } = (await subject.importSnapshot?.([folder])) ?? {};
  if (snapshot) subject.compile?.(snapshot);
  return { peakMiB: resourceUsage().maxRSS / 1024 };
}

const MEASURES = {
  parse: measureParse,
  import: measureImport,
  compile: measureCompile,
  questions: measureQuestions,
  memory: measureMemory,
  whatIfs: (folder) => measureWhatIfs(folder, 'rules'),
  aclWhatIfs: (folder) => measureWhatIfs(folder, 'acls'),
  routeWhatIfs: (folder) => measureWhatIfs(folder, 'routes'),
  diff: measureDiff,
  policies: measurePolicySweep,
};

// node bench/measure.mjs parse|import|compile|questions|memory|whatIfs|aclWhatIfs|routeWhatIfs|diff|policies|exposure|crossEnvironment|allPairs|allAddresses FOLDER
const [what, folder] = argv.slice(2);
const measure = MEASURES[what] ?? ((of) => measureSurvey(what, of));
console.log(JSON.stringify(await measure(folder)));
