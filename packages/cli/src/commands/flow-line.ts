import { EXPECTED, type Expected, type QuestionText } from '@hopwise/core';
import { LONGEST_LINE } from './split-lines.ts';

export interface Flow {
  readonly id: unknown;
  readonly question: Pick<QuestionText, 'from' | 'to'> & Partial<QuestionText>;
  readonly expected: Expected | undefined;
}
export interface BadFlow {
  readonly id: unknown;
  readonly error: { readonly code: 'BAD_FLOW'; readonly message: string; readonly hint: string };
}

type Types = readonly ('string' | 'number' | 'boolean' | 'list')[];

/** The keys of a flow. Others are left alone, so that a line may carry notes of its owner, unless they look like one of these. */
const KEYS: Readonly<Record<string, Types>> = {
  from: ['string'],
  to: ['string'],
  protocol: ['string', 'number'],
  port: ['string', 'number'],
  sourcePort: ['string', 'number'],
  icmpType: ['number'],
  icmpCode: ['number'],
  oneWay: ['boolean'],
  through: ['string', 'list'],
  notThrough: ['string', 'list'],
  expect: ['string'],
};
const EXAMPLE = '{"id":"q1","from":"i-0abc","to":"10.0.2.9","protocol":"tcp","port":443}';

/** One line of the batch form, checked; `expect` is for lines that carry none. */
export function parseFlow(line: string, number: number, expect?: string): Flow | BadFlow {
  if (line.length > LONGEST_LINE)
    return bad(null, `line ${number} is longer than ${LONGEST_LINE} characters`, `Write lines such as ${EXAMPLE}.`);
  const raw = parseObject(line);
  if (!raw) return bad(null, `line ${number} is not a JSON object`, `Write lines such as ${EXAMPLE}.`);
  const id = raw.id ?? null;
  const question: Record<string, string | number | boolean | readonly string[]> = {};
  for (const [key, value] of Object.entries(raw)) {
    const types = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
    const meant = types ? undefined : similarKey(key);
    if (meant) return bad(id, `${key} is no key of a flow`, `Use ${meant}.`);
    if (!types || value === null) continue;
    if (!(types as readonly string[]).includes(typeOf(value)))
      return bad(id, `${key} is not a ${types.join(' or ')}`, `Write lines such as ${EXAMPLE}.`);
    question[key] = types.includes('list') ? ([value].flat() as string[]) : (value as string | number | boolean);
  }
  const { from, to, expect: own, ...rest } = question;
  if (typeof from !== 'string' || typeof to !== 'string')
    return bad(id, `line ${number} lacks from or to`, `Write lines such as ${EXAMPLE}.`);
  const expected = EXPECTED.find((one) => one === (own ?? expect));
  if ((own ?? expect) !== undefined && !expected)
    return bad(id, `expect cannot be “${own ?? expect}”`, `Use ${EXPECTED.join(', ')}.`);
  return { id, question: { from, to, ...rest }, expected };
}

/** Lists are of texts. */
function typeOf(value: unknown): string {
  const isList = Array.isArray(value) && value.every((one) => typeof one === 'string');
  return isList ? 'list' : typeof value;
}

function parseObject(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** What flow logs and other tools call the same. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['ports', 'port'],
  ['dport', 'port'],
  ['dstport', 'port'],
  ['destport', 'port'],
  ['destinationport', 'port'],
  ['toport', 'port'],
  ['sport', 'sourcePort'],
  ['srcport', 'sourcePort'],
  ['fromport', 'sourcePort'],
  ['proto', 'protocol'],
  ['ipprotocol', 'protocol'],
]);

/** `source_port`, `sourceport` and `srcPort` mean `sourcePort`: left alone they would ask for more than was meant. */
function similarKey(key: string): string | undefined {
  const plain = (text: string) => text.replace(/[^a-z]/gi, '').toLowerCase();
  return Object.keys(KEYS).find((known) => plain(known) === plain(key)) ?? ELSEWHERE.get(plain(key));
}

function bad(id: unknown, message: string, hint: string): BadFlow {
  return { id, error: { code: 'BAD_FLOW', message, hint } };
}
