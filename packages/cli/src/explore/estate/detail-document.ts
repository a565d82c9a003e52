import {
  type Change,
  type ComponentId,
  described,
  type Evidence,
  inForce,
  type Network,
  type Provenance,
  recordType,
} from '@hopwise/core';
import { componentsIn } from '../../render/components-in.ts';
import { escapeDeep, escapeText } from '../../render/escape-text.ts';
import { createLabels } from '../../render/labels.ts';
import { placeOf } from '../../render/place-of.ts';
import { tunnelRows } from './tunnel-rows.ts';

/** One line of what is known of a component. */
export interface DetailRow {
  readonly kind: 'title' | 'fact' | 'rule' | 'note' | 'record';
  readonly text: string;
  /** Where it was read. */
  readonly place?: string;
  /** The rule or route, to find it from a path. */
  readonly evidence?: Pick<Evidence, 'component' | 'rule' | 'text' | 'effect'>;
  /** What switching it off changes. */
  readonly off?: readonly Change[];
  /** What a list of changes calls that. */
  readonly said?: string;
  /** A component that it names. */
  readonly leads?: ComponentId;
}
export interface DetailDocument {
  readonly id: ComponentId;
  readonly rows: readonly DetailRow[];
}

/** Everything about one component: where it is, its addresses, what is in force at it, and its record. */
export function detailDocument(network: Network, id: ComponentId): DetailDocument {
  const { kind, name, record } = described(network, id);
  if (!kind || !record) return { id, rows: [{ kind: 'note', text: 'The input says nothing more of it.' }] };
  const rows: readonly DetailRow[] = [
    { kind: 'title', text: `${recordType(kind).title} ${name ?? id}` },
    ...factRows(id, record),
    ...tunnelRows(network, id),
    ...ruleRows(network, id),
    ...recordRows(record),
  ];
  return { id, rows: rows.map(escaped) };
}

/** Changes are machine words: they go back as they came. */
function escaped({ off, ...row }: DetailRow): DetailRow {
  return { ...escapeDeep(row), ...(off ? { off } : {}) };
}

function factRows(id: ComponentId, record: object & Provenance): readonly DetailRow[] {
  const { account, region, source } = record;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['id', id],
    ['account', account],
    ['region', region],
    ['addresses', addressesIn(record).join(', ') || undefined],
    ['read from', placeOf(source)],
  ];
  return facts.flatMap(([label, text]) =>
    text ? [{ kind: 'fact' as const, text: `${label.padEnd(10)} ${text}` }] : [],
  );
}

/** Addresses and ranges, whatever a kind calls them. */
function addressesIn(record: object): readonly string[] {
  const found = new Set<string>();
  const look = (value: unknown, key: string): void => {
    if (typeof value === 'string' && ADDRESS_FIELDS.test(key)) found.add(value);
    else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) look(inner, Array.isArray(value) ? key : name);
  };
  const { source, ...fields } = record as { readonly source?: unknown };
  for (const [key, value] of Object.entries(fields)) if (LISTS.test(key)) look(value, key);
  return [...found];
}
const ADDRESS_FIELDS =
  /^(?:private|public|elastic)Ip(?:Address)?$|^ipv6Address$|Prefix$|[cC]idrBlock$|^outsideIpAddress$|^ipAddress$/;
const LISTS = /[iI]p(?:v[46])?|[cC]idr|addresses|Addresses/;

function ruleRows(network: Network, id: ComponentId): readonly DetailRow[] {
  const lists = inForce(network, id);
  const labels = createLabels(componentsIn(network, lists), false);
  return lists.flatMap(({ of, title, rules }): readonly DetailRow[] => [
    { kind: 'title', text: `${labels.full(of)}: ${title}`, ...(of === id ? {} : { leads: of }) },
    ...(rules?.length === 0 ? [{ kind: 'note' as const, text: 'none' }] : []),
    ...(rules ?? []).map(({ evidence, off }): DetailRow => {
      const { component, rule, text, effect, source } = evidence;
      const leads = idIn(network, text);
      return {
        kind: 'rule',
        text: labels.inText(text),
        evidence: { component, text, effect, ...(rule ? { rule } : {}) },
        off,
        said: `${labels.short(component)}: ${labels.inText(text)} is switched off`,
        ...(source ? { place: placeOf(source) } : {}),
        ...(leads && leads !== id ? { leads } : {}),
      };
    }),
    ...(rules ? [] : [{ kind: 'note' as const, text: 'not in the input: unknown' }]),
  ]);
}

/** The first component of the input that a text names. */
function idIn(network: Network, text: string): ComponentId | undefined {
  return text.split(/[\s,()]+/).find((word) => described(network, word).record);
}

/** Longer records are cut: the file has them. */
const MOST_LINES = 400;

function recordRows({ source, account, region, isPartial, ...fields }: object & Provenance): readonly DetailRow[] {
  const lines = JSON.stringify(fields, withoutNothing, 1).split('\n').slice(1, -1);
  return [
    { kind: 'title', text: isPartial ? 'what was read of it, in part' : 'what was read of it' },
    ...lines.slice(0, MOST_LINES).map((text) => ({ kind: 'record' as const, text: escapeText(text.slice(1)) })),
    ...(lines.length > MOST_LINES
      ? [{ kind: 'note' as const, text: `and ${lines.length - MOST_LINES} more lines` }]
      : []),
  ];
}

function withoutNothing(_: string, value: unknown): unknown {
  if (value === null) return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value;
  return typeof value === 'object' && Object.values(value as object).every((one) => one === undefined)
    ? undefined
    : value;
}
