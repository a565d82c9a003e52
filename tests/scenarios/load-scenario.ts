import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type Assumptions, NO_SETTINGS, type Settings, type Snapshot } from '@hopwise/core';
import { type InputDocument, snapshotOf } from '@hopwise/importers';
import { parse } from 'yaml';
import { answersOf, type Edits, edited, type Json, type Objects, objectsOf } from './objects.ts';

/** What a scenario says of an answer; what it leaves out is not checked. */
interface Expectation {
  readonly verdict?: 'reachable' | 'unknown' | 'forward-only' | 'blocked';
  /** A component that request or reply must meet. */
  readonly hop?: string;
  /** A code that must be among the blockers. */
  readonly blocker?: string;
  /** Codes that must all be among those of the answer; notes are told apart for the reader. */
  readonly codes?: readonly string[];
  readonly notes?: readonly string[];
}

export interface ScenarioCase {
  /** The scenario's folder and the fact that the case shows. */
  readonly title: string;
  readonly ask: Json;
  readonly expect: Expectation;
  readonly objects: Objects;
  readonly settings: Settings;
  readonly assume: Assumptions;
  readonly elsewhere: readonly Elsewhere[];
}

interface Scenario {
  readonly name: string;
  readonly row: number;
  readonly title: string;
  readonly rules: readonly string[];
  /** Codes of what the import says of this input; of others it says nothing. */
  readonly diagnostics: readonly string[];
  readonly cases: readonly ScenarioCase[];
}

/** Objects that lie in another account or Region than the rest. */
interface Elsewhere {
  readonly account: string;
  readonly region: string;
  readonly holds: readonly string[];
}

interface Settled extends Edits {
  readonly settings?: StatedSettings;
}

/** Of a site, only what is stated. */
interface StatedSettings extends Partial<Omit<Settings, 'sites'>> {
  readonly sites?: { readonly [name: string]: Partial<Settings['sites'][string]> };
}

const FOLDER = new URL('.', import.meta.url);
const HOME = { account: '111111111111', region: 'eu-west-1' };
const SCENARIO_KEYS = [
  'row',
  'title',
  'rules',
  'base',
  'change',
  'remove',
  'add',
  'settings',
  'elsewhere',
  'diagnostics',
  'cases',
];
const CASE_KEYS = ['title', 'ask', 'expect', 'change', 'remove', 'add', 'settings', 'assume'];
const EXPECT_KEYS = ['verdict', 'hop', 'blocker', 'codes', 'notes'];
const VERDICTS = ['reachable', 'unknown', 'forward-only', 'blocked'];

const bases = new Map<string, Objects>();

export function scenarioNames(): readonly string[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/scenario.yaml`, FOLDER)))
    .map((entry) => entry.name)
    .sort();
}

export function loadScenario(name: string): Scenario {
  const raw = readYaml(`${name}/scenario.yaml`);
  checkKeys(raw, SCENARIO_KEYS, name);
  const base = raw.base === 'none' ? new Map() : baseObjects(String(raw.base));
  const shared = edited(base, raw as Edits, name);
  const { row, title, rules } = raw as { row: number; title: string; rules: readonly string[] };
  const cases = raw.cases as readonly (Settled & {
    title?: string;
    ask: Json;
    expect: Expectation;
    assume?: Assumptions;
  })[];
  const elsewhere = (raw.elsewhere ?? []) as readonly Elsewhere[];
  const lost = elsewhere.flatMap(({ holds }) => holds).find((id) => !shared.has(id));
  if (lost) throw new Error(`${name}: elsewhere holds ${lost}, which is not there`);
  return {
    name,
    row,
    title,
    rules,
    diagnostics: (raw.diagnostics ?? []) as readonly string[],
    cases: cases.map((one, i): ScenarioCase => {
      const where = `${name}, case ${i + 1}`;
      checkKeys(one as unknown as Json, CASE_KEYS, where);
      checkExpectation(one.expect, where);
      return {
        title: `${name}: ${one.title ?? title}`,
        ask: one.ask,
        expect: one.expect,
        objects: edited(shared, one, where),
        settings: settingsOf({ ...(raw as Settled).settings, ...one.settings }),
        assume: one.assume ?? {},
        elsewhere,
      };
    }),
  };
}

function settingsOf({ sites = {}, ...others }: StatedSettings): Settings {
  const whole = Object.entries(sites).map(([name, site]) => {
    return [name, { prefixes: [], router: [], prefers: [], down: [], ...site }] as const;
  });
  return { ...NO_SETTINGS, ...others, sites: Object.fromEntries(whole) };
}

/** One document for each place, as if each had been dumped by itself. */
export function documentsOf({
  objects,
  elsewhere,
}: Pick<ScenarioCase, 'objects' | 'elsewhere'>): readonly InputDocument[] {
  const away = new Set(elsewhere.flatMap(({ holds }) => holds));
  const home = [...objects].filter(([id]) => !away.has(id)).map(([, object]) => object);
  const others = elsewhere.map(({ account, region, holds }, i): InputDocument => {
    const options = { AwsAccountId: account, AwsRegion: region, InternetGatewayBlockMode: 'off' };
    const held = holds.flatMap((id) => objects.get(id) ?? []);
    const value = answersOf([...held, { key: 'VpcBlockPublicAccessOptions', record: options }]);
    return { file: `elsewhere-${i + 1}.json`, value, account, region };
  });
  return [{ file: 'scenario.json', value: answersOf(home), ...HOME }, ...others];
}

export function snapshotOfCase(one: Pick<ScenarioCase, 'objects' | 'elsewhere' | 'settings'>): Snapshot {
  return { ...snapshotOf(documentsOf(one)).snapshot, settings: one.settings };
}

/** A base as one document to import. */
export function dumpOfBase(name: string): Json {
  return { ...HOME, ...answersOf(baseObjects(name).values()) };
}

/** A base, or a base that edits another one. */
function baseObjects(name: string): Objects {
  const known = bases.get(name);
  if (known) return known;
  const { base, ...raw } = readYaml(`bases/${name}.yaml`);
  const where = `base ${name}`;
  const objects = base === undefined ? objectsOf(raw, where) : edited(baseObjects(String(base)), raw as Edits, where);
  bases.set(name, objects);
  return objects;
}

function readYaml(path: string): Json {
  return parse(readFileSync(new URL(path, FOLDER), 'utf8')) as Json;
}

function checkKeys(of: Json, known: readonly string[], where: string): void {
  const odd = Object.keys(of).find((key) => !known.includes(key));
  if (odd) throw new Error(`${where}: ${odd} is none of ${known.join(', ')}`);
}

function checkExpectation(expect: Expectation, where: string): void {
  checkKeys(expect as Json, EXPECT_KEYS, `${where}, expect`);
  if (Object.keys(expect).length === 0) throw new Error(`${where} expects nothing`);
  if (expect.verdict && !VERDICTS.includes(expect.verdict))
    throw new Error(`${where}: ${expect.verdict} is no verdict`);
}
