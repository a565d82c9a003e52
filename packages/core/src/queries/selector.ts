import { badSelector } from '../model/question-error.ts';

/** What people name ends by: terms joined by `,` (or), `&` (and), `!` (not, which binds most). */
export type Selector =
  | { readonly kind: 'or' | 'and'; readonly of: readonly Selector[] }
  | { readonly kind: 'not'; readonly of: Selector }
  | { readonly kind: 'term'; readonly text: string };

export interface SelectorWithPort {
  readonly selector: Selector;
  /** From `host:port` or a URL. */
  readonly port: number | undefined;
}

/** Words before a colon that are no host. */
const PREFIXES = [
  'name',
  'tag',
  'account',
  'region',
  'type',
  'cidr',
  'onprem',
  'rds',
  'lambda',
  'elasticache',
  'redshift',
  'opensearch',
  'efs',
  'ecs',
  'eks',
  'eice',
  'lb',
  'service',
  'arn',
  'sg',
];

const SCHEME_PORTS: ReadonlyMap<string, number> = new Map([
  ['https', 443],
  ['http', 80],
  ['ssh', 22],
  ['postgres', 5432],
  ['postgresql', 5432],
  ['mysql', 3306],
  ['redis', 6379],
]);

export function parseSelector(text: string): SelectorWithPort {
  const trimmed = text.trim();
  if (trimmed === '') throw badSelector(text, 'Name a resource, an address, `internet` or `*`.');
  const url = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/:?#]+)(?::(\d+))?/i.exec(trimmed);
  if (url) {
    const [, scheme = '', host = '', port] = url;
    return { selector: term(host), port: port ? Number(port) : SCHEME_PORTS.get(scheme.toLowerCase()) };
  }
  const hostPort = HOST_PORT.exec(trimmed);
  if (hostPort && !PREFIXES.includes(hostPort[1] as string)) {
    return { selector: term(hostPort[1] as string), port: Number(hostPort[2]) };
  }
  return { selector: parseOr(trimmed), port: undefined };
}

/** A key of Terraform's `for_each` may hold any sign: `aws_subnet.a["10.0.0.0/24, old"]`. */
const KEY = String.raw`\["(?:[^"\\]|\\.)*"\]`;
const HOST_PORT = new RegExp(String.raw`^(\[[^\]"]*\]|(?:${KEY}|[^:,&!/])+):(\d{1,5})$`);
const PIECE = new RegExp(`${KEY}|[,&]`, 'g');

function split(text: string, by: ',' | '&'): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    if (piece !== by) continue;
    parts.push(text.slice(from, index));
    from = index + 1;
  }
  return [...parts, text.slice(from)];
}

function parseOr(text: string): Selector {
  const parts = split(text, ',').map((part) => parseAnd(part));
  return parts.length === 1 ? (parts[0] as Selector) : { kind: 'or', of: parts };
}

function parseAnd(text: string): Selector {
  const parts = split(text, '&').map((part) => parseNot(part.trim()));
  return parts.length === 1 ? (parts[0] as Selector) : { kind: 'and', of: parts };
}

function parseNot(text: string): Selector {
  if (text.startsWith('!')) return { kind: 'not', of: parseNot(text.slice(1).trim()) };
  if (text === '') throw badSelector(text, 'An end is missing beside `,` or `&`.');
  return term(text);
}

/** Whether a text says something else than a name does, so that a Name spelled so has to be asked for first. */
export function isMoreThanName(text: string): boolean {
  return /[,&]|^!|:\d+$/.test(text) && /[^\d.,&!:/\s]/.test(text);
}

/** An IPv6 address beside a port, or in a URL, is in brackets. */
export function term(text: string): Selector {
  return { kind: 'term', text: /^\[.*\]$/.test(text) ? text.slice(1, -1) : text };
}
