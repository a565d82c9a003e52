import { type Address, contains, parseCidr } from './addresses.ts';
import { type RuleGroup, sourcePort } from './firewall-rules.ts';
import { sameWord } from './lookups.ts';
import { destinationPort, type Header, type Walk } from './packet.ts';

/** One stateful rule, whichever way it was written. */
export interface StatefulRule {
  readonly action: 'pass' | 'drop' | 'alert';
  readonly isMet: boolean;
  /** What it asks for beyond addresses and ports. */
  readonly isConditional: boolean;
}

export type Variables = ReadonlyMap<string, readonly string[]>;

export function suricataRules(walk: Walk, text: string | undefined, variables: Variables): readonly StatefulRule[] {
  const lines = (text ?? '').split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [head = '', options = ''] = line.split(/\s*\((.*)\)\s*$/);
      const [action, ...parts] = head.split(/\s+/);
      const keywords = options.split(';').map((one) => one.trim().split(':')[0] ?? '');
      return readRule(walk, variables, { action, parts, keywords: keywords.filter((one) => one !== '') });
    });
}

const harmless = new Set(['sid', 'msg', 'rev', 'priority', 'classtype', 'metadata', 'gid', 'reference']);

export function readRule(
  walk: Walk,
  variables: Variables,
  rule: {
    readonly action: string | undefined;
    readonly parts: readonly (string | undefined)[];
    readonly keywords: readonly string[];
  },
): StatefulRule {
  const [protocol, source, sourcePort_, direction, destination, port] = rule.parts;
  const { src, dst } = walk.header;
  const [from, to] = [sourcePort(walk), destinationPort(walk)];
  const ends = (a: Address, b: Address, p: number, q: number) =>
    inSet(source, variables, (text) => isAddressIn(text, a)) &&
    inSet(destination, variables, (text) => isAddressIn(text, b)) &&
    isPortIn(walk.header, sourcePort_, variables, p) &&
    isPortIn(walk.header, port, variables, q);
  const served = serves(protocol, walk.header.protocol);
  const isMet = served !== 'no' && (ends(src, dst, from, to) || (direction === '<>' && ends(dst, src, to, from)));
  const word = rule.action?.toLowerCase();
  const isConditional = served === 'maybe' || rule.keywords.some((one) => !harmless.has(one.split(':')[0] ?? ''));
  return { action: word === 'pass' ? 'pass' : word === 'alert' ? 'alert' : 'drop', isMet, isConditional };
}

/** Names of applications may be met by any flow of their transport. */
function serves(name: string | undefined, protocol: number): 'yes' | 'maybe' | 'no' {
  const word = name?.toLowerCase() ?? 'ip';
  if (word === 'ip') return 'yes';
  const number = ({ tcp: 6, udp: 17, icmp: 1 } as Readonly<Record<string, number>>)[word];
  if (number !== undefined) return number === protocol || (word === 'icmp' && protocol === 58) ? 'yes' : 'no';
  return protocol === 6 || protocol === 17 ? 'maybe' : 'no';
}

/** NFW-08: what has no ports is met by rules for any port alone. */
function isPortIn({ protocol }: Header, text: string | undefined, variables: Variables, port: number): boolean {
  if (protocol !== 6 && protocol !== 17) return inSet(text, variables, () => false) && !text?.includes('!');
  return inSet(text, variables, (one) => {
    const [from = '', to = from] = one.split(':');
    return Number(from || 0) <= port && port <= Number(to || 65_535);
  });
}

function isAddressIn(text: string, address: Address): boolean {
  const cidr = parseCidr(text);
  return cidr !== undefined && contains(cidr, address);
}

/** `any`, one, `[a,b]`, `!a`, `$NAME`. */
function inSet(text: string | undefined, variables: Variables, has: (one: string) => boolean): boolean {
  const word = text?.trim() ?? 'any';
  if (word.toLowerCase() === 'any' || word === '') return true;
  if (word.startsWith('!')) return !inSet(word.slice(1), variables, has);
  if (word.startsWith('[')) {
    const all = word
      .slice(1, -1)
      .split(',')
      .map((one) => one.trim());
    const no = all.filter((one) => one.startsWith('!'));
    const yes = all.filter((one) => !one.startsWith('!'));
    return (
      (yes.length === 0 || yes.some((one) => inSet(one, variables, has))) &&
      no.every((one) => inSet(one, variables, has))
    );
  }
  if (word === '$EXTERNAL_NET' && !variables.has('EXTERNAL_NET')) return !inSet('$HOME_NET', variables, has);
  if (word.startsWith('$') || word.startsWith('@')) {
    return (variables.get(word.slice(1)) ?? []).some((one) => inSet(one, variables, has));
  }
  return has(word);
}

/** NFW-07: a name is known only to whoever reads the payload, and asked only of what comes from home. */
export function domainRules(
  walk: Walk,
  list: NonNullable<NonNullable<RuleGroup['ruleGroup']>['rulesSource']>['rulesSourceList'],
  variables: Variables,
): readonly StatefulRule[] {
  if (list === undefined) return [];
  const isHome = inSet('$HOME_NET', variables, (text) => isAddressIn(text, walk.header.src));
  const isMet = isHome && walk.header.protocol === 6 && [80, 443].includes(destinationPort(walk));
  const isAllowing = sameWord(list.generatedRulesType, 'ALLOWLIST');
  const rule = (action: 'pass' | 'drop'): StatefulRule => ({ action, isMet, isConditional: true });
  return isAllowing ? [rule('pass'), rule('drop')] : [rule('drop')];
}
