import { QuestionError } from '../../model/question-error.ts';
import type { Condition, EndCondition, HeaderCondition, Named, Scope } from './scope.ts';

type Json = Readonly<Record<string, unknown>>;

/** What Network Access Analyzer means where a condition names no protocol. */
const AWS_PROTOCOLS = ['tcp', 'udp'] as const;

/**
 * A scope as `create-network-insights-access-scope` takes it, or the content of one as AWS gives it back; `file` is
 * where it was read.
 */
export function scopeOfAws(value: Json, about: Omit<Scope, 'match' | 'exclude'>, file?: string): Scope {
  const content = value.NetworkInsightsAccessScopeContent;
  const request = content === undefined ? value : objectAt(content, 'NetworkInsightsAccessScopeContent');
  checkFields(request, REQUEST_FIELDS, '');
  const read = (name: 'MatchPaths' | 'ExcludePaths') =>
    conditions(request[name], name).map((one, position) => ({ at: placeOf(`${name}[${position}]`, file), ...one }));
  const match = read('MatchPaths');
  if (match.length === 0) throw broken('MatchPaths', 'has no condition', 'A scope has at least one.');
  return { ...about, match, exclude: read('ExcludePaths') };
}

/** Whether a parsed value looks like such a scope. */
export function isAwsScope(value: unknown): value is Json {
  const names = ['MatchPaths', 'ExcludePaths', 'NetworkInsightsAccessScopeContent'];
  return isObject(value) && names.some((name) => name in value);
}

const REQUEST_FIELDS = [
  'MatchPaths',
  'ExcludePaths',
  'ClientToken',
  'TagSpecifications',
  'DryRun',
  'NetworkInsightsAccessScopeId',
];

function placeOf(path: string, file: string | undefined): string {
  return file === undefined ? path : `${file}, ${path}`;
}

function conditions(value: unknown, at: string): readonly Condition[] {
  return listAt(value, at).map((one, position) => condition(objectAt(one, `${at}[${position}]`), `${at}[${position}]`));
}

function condition(path: Json, at: string): Condition {
  checkFields(path, ['Source', 'Destination', 'ThroughResources'], at);
  const through = listAt(path.ThroughResources, `${at}.ThroughResources`).map((one, position) => {
    const where = `${at}.ThroughResources[${position}]`;
    const entry = objectAt(one, where);
    checkFields(entry, ['ResourceStatement'], where);
    const named = resources(entry.ResourceStatement, `${where}.ResourceStatement`);
    if (!named) throw broken(where, 'names nothing', 'It has one ResourceStatement.');
    return named;
  });
  const [from, to] = [end(path.Source, `${at}.Source`), end(path.Destination, `${at}.Destination`)];
  if (!from && !to && through.length === 0)
    throw broken(at, 'says nothing', 'It has at least one of Source, Destination and ThroughResources.');
  return {
    protocols: AWS_PROTOCOLS,
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(through.length > 0 ? { through } : {}),
  };
}

function end(value: unknown, at: string): EndCondition | undefined {
  if (value === undefined || value === null) return undefined;
  const statement = objectAt(value, at);
  checkFields(statement, ['ResourceStatement', 'PacketHeaderStatement'], at);
  const ends = resources(statement.ResourceStatement, `${at}.ResourceStatement`);
  const header = headers(statement.PacketHeaderStatement, `${at}.PacketHeaderStatement`);
  if (!ends && !header)
    throw broken(at, 'says nothing', 'It has a ResourceStatement, a PacketHeaderStatement, or both.');
  return { ...(ends ? { ends } : {}), ...(header ? { header } : {}) };
}

function resources(value: unknown, at: string): Named | undefined {
  if (value === undefined || value === null) return undefined;
  const statement = objectAt(value, at);
  checkFields(statement, ['Resources', 'ResourceTypes'], at);
  const [ids, types] = [
    texts(statement.Resources, `${at}.Resources`),
    texts(statement.ResourceTypes, `${at}.ResourceTypes`),
  ];
  if (ids && types) throw broken(at, 'has both Resources and ResourceTypes', 'Use one of them.');
  if (ids) return { resources: ids };
  if (!types) throw broken(at, 'names nothing', 'It has either Resources or ResourceTypes.');
  return { types };
}

const HEADER_FIELDS = {
  SourceAddresses: 'sourceAddresses',
  DestinationAddresses: 'destinationAddresses',
  SourcePrefixLists: 'sourcePrefixLists',
  DestinationPrefixLists: 'destinationPrefixLists',
  SourcePorts: 'sourcePorts',
  DestinationPorts: 'destinationPorts',
  Protocols: 'protocols',
} as const satisfies Readonly<Record<string, keyof HeaderCondition>>;

function headers(value: unknown, at: string): HeaderCondition | undefined {
  if (value === undefined || value === null) return undefined;
  const statement = objectAt(value, at);
  checkFields(statement, Object.keys(HEADER_FIELDS), at);
  const found = Object.entries(HEADER_FIELDS).flatMap(([name, field]) => {
    const values = texts(statement[name], `${at}.${name}`);
    return values ? [[field, values] as const] : [];
  });
  for (const [addresses, lists] of [
    ['SourceAddresses', 'SourcePrefixLists'],
    ['DestinationAddresses', 'DestinationPrefixLists'],
  ] as const) {
    if (statement[addresses] && statement[lists])
      throw broken(at, `has both ${addresses} and ${lists}`, 'Use one of them.');
  }
  // As if it were not there it would mean all traffic, which nobody writes so.
  if (found.length === 0) throw broken(at, 'says nothing', `It has one of ${Object.keys(HEADER_FIELDS).join(', ')}.`);
  return Object.fromEntries(found);
}

function texts(value: unknown, at: string): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  const list = listAt(value, at);
  if (!list.every((one) => typeof one === 'string')) throw broken(at, 'is no list of texts', 'Quote ports too.');
  // An empty list names nobody, and left out it would mean everybody.
  if (list.length === 0) throw broken(at, 'is an empty list', 'Leave it out, or name something.');
  return list;
}

function listAt(value: unknown, at: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw broken(at, 'is no list', 'Write it as the API spells it.');
  return value;
}

function objectAt(value: unknown, at: string): Json {
  if (!isObject(value)) throw broken(at, 'is no object', 'Write it as the API spells it.');
  return value;
}

/** What this version would leave out of account is refused, never dropped. */
function checkFields(value: Json, known: readonly string[], at: string): void {
  const other = Object.keys(value).find((name) => !known.includes(name));
  if (other) throw broken(at ? `${at}.${other}` : other, 'is no part of a scope', `Use ${known.join(', ')}.`);
}

function broken(at: string, problem: string, hint: string): QuestionError {
  return new QuestionError('BAD_SCOPE', `${at} ${problem}`, hint);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
