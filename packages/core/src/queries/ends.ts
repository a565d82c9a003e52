import { type Holder, interfaceIndex } from '../aws/interface-index.ts';
import type { RecordOfKind } from '../aws/record-types.ts';
import type { Network } from '../engine/network.ts';
import { ambiguous, badSelector, nothingSelected, unknownComponent } from '../model/question-error.ts';
import { INTERNET } from '../model/route.ts';
import { contains, formatPrefix, type Prefix, parsePrefix } from '../net/address.ts';
import { nearestIds } from './nearest.ts';
import { parseSelector, type Selector, type SelectorWithPort } from './selector.ts';

/** One thing that a selector means. */
export type End =
  | {
      readonly kind: 'interface';
      readonly holder: Holder;
      /** Set where one of its addresses was named. */
      readonly address?: Prefix;
      /** Interfaces of one host answer for one another. */
      readonly host: string;
    }
  | { readonly kind: 'address'; readonly prefix: Prefix }
  | { readonly kind: 'internet'; readonly prefix?: Prefix };

export interface Ends {
  readonly text: string;
  readonly ends: readonly End[];
  readonly port: number | undefined;
}

/** Reads one side of a question. What was understood is in `ends`; what cannot be, or means several things, throws. */
export function resolveEnds(network: Network, text: string): Ends {
  const { selector, port }: SelectorWithPort = parseSelector(text);
  const ends = dedupe(select(network, selector));
  if (ends.length === 0) throw nothingSelected(text, 'The selection holds no interface, address or place.');
  return { text, ends, port };
}

function select(network: Network, selector: Selector): readonly End[] {
  switch (selector.kind) {
    case 'term':
      return selectTerm(network, selector.text);
    case 'or':
      return selector.of.flatMap((part) => select(network, part));
    case 'and':
      return selector.of.map((part) => select(network, part)).reduce((a, b) => a.filter((end) => includes(b, end)));
    case 'not': {
      const not = select(network, selector.of);
      return everything(network).filter((end) => !includes(not, end));
    }
  }
}

function selectTerm(network: Network, text: string): readonly End[] {
  if (text === '*') return everything(network);
  if (text === INTERNET) return [{ kind: 'internet' }];
  const [head = '', tail] = splitOnce(text, '/');
  const prefix = parsePrefix(text);
  if (prefix) return addressEnds(network, text, prefix);
  if (head === INTERNET && tail) return [internetAt(tail)];
  if (tail !== undefined && network.kindOf(head)) return placed(network, text, head, tail);
  const [word = '', value] = splitOnce(text, ':');
  if (value !== undefined && word in BY_WORD) {
    const found = (BY_WORD[word] as ByWord)(network, value);
    if (found.length === 0) throw nothingSelected(text, `Nothing in the input has this ${word}.`);
    return found;
  }
  if (/^(onprem:|cgw-|vgw-|tgw-)/.test(text)) {
    throw badSelector(text, 'Sites and transit gateways cannot be asked from yet; use an address instead.');
  }
  const found =
    byId(network, text.startsWith('arn:') ? (text.split(/[/:]/).at(-1) as string) : text) ?? byHostName(network, text);
  if (found) return found;
  throw unknownComponent(text, nearestIds(network, text));
}

type ByWord = (network: Network, value: string) => readonly End[];
const BY_WORD: Readonly<Record<string, ByWord>> = {
  name: (network, value) => byTag(network, 'Name', value),
  tag: (network, value) => {
    const [key = '', wanted] = splitOnce(value, '=');
    return byTag(network, key, wanted);
  },
  account: (network, value) => interfacesWhere(network, (record) => (record.ownerId ?? record.account) === value),
  region: (network, value) => interfacesWhere(network, (record) => record.region === value),
  type: (network, value) =>
    interfacesWhere(network, (record) => (record.interfaceType ?? 'interface') === value || typeOf(record) === value),
  cidr: (network, value) => {
    const cidrs = network.snapshot.settings.cidrs[value];
    if (!cidrs)
      throw unknownComponent(
        `cidr:${value}`,
        Object.keys(network.snapshot.settings.cidrs).map((name) => `cidr:${name}`),
      );
    return cidrs.flatMap((cidr) => selectTerm(network, cidr));
  },
};

/** An address is whatever routing finds there; as a sender it is its owner. */
function addressEnds(_network: Network, text: string, prefix: Prefix): readonly End[] {
  if (prefix.length === 0) throw badSelector(text, 'Use `internet`, `*`, or a narrower range.');
  return [{ kind: 'address', prefix }];
}

function internetAt(text: string): End {
  const prefix = parsePrefix(text);
  if (!prefix) throw badSelector(`internet/${text}`, 'Use internet/ADDRESS or internet/CIDR.');
  return { kind: 'internet', prefix };
}

/** `eni-…/10.0.1.5`, `vpc-…/10.0.1.5`: one address at a place. */
function placed(network: Network, text: string, place: string, address: string): readonly End[] {
  const prefix = parsePrefix(address);
  if (!prefix) throw badSelector(text, 'Behind the slash belongs an address.');
  const inside = byId(network, place) ?? [];
  const owners = inside.flatMap((end): readonly End[] =>
    end.kind === 'interface' && end.holder.prefixes.some((own) => contains(own, prefix))
      ? [{ ...end, address: prefix }]
      : [],
  );
  if (owners.length > 0) return owners;
  const [first] = inside;
  // An address the interface does not have: it may still try to send from it (ENI-02).
  if (first?.kind === 'interface' && network.kindOf(place) === 'networkInterface')
    return [{ ...first, address: prefix }];
  throw nothingSelected(text, `No interface of ${place} has this address.`);
}

function byId(network: Network, id: string): readonly End[] | undefined {
  const index = interfaceIndex(network);
  const holder = index.holderOf(id);
  if (holder) return [interfaceEnd(holder)];
  switch (network.kindOf(id)) {
    case 'instance':
      return index.holdersOfInstance(id).map(interfaceEnd);
    case 'subnet':
      return index.holders.filter((one) => one.subnetId === id).map(interfaceEnd);
    case 'vpc':
      return index.holders.filter((one) => one.vpcId === id).map(interfaceEnd);
    case 'internetGateway':
      return [{ kind: 'internet' }];
    case 'natGateway': {
      const own = network.get('natGateway', id)?.natGatewayAddresses.map((one) => one?.networkInterfaceId) ?? [];
      return index.holders.filter(({ at }) => own.includes(at) || at === id).map(interfaceEnd);
    }
    case 'vpcEndpoint': {
      const own = network.get('vpcEndpoint', id)?.networkInterfaceIds ?? [];
      return index.holders.filter(({ at }) => own.includes(at)).map(interfaceEnd);
    }
    default:
      if (!network.get('securityGroup', id)) return undefined;
      return interfacesWhere(network, (record) => record.groups.some((group) => group?.groupId === id));
  }
}

/** Host names that the input itself tells: of instances and of endpoints. */
function byHostName(network: Network, name: string): readonly End[] | undefined {
  const instance = network.all('instance').find((one) => one.privateDnsName === name || one.publicDnsName === name);
  if (instance?.instanceId) return byId(network, instance.instanceId);
  const endpoint = network.all('vpcEndpoint').find((one) => one.dnsEntries.some((entry) => entry?.dnsName === name));
  if (endpoint?.vpcEndpointId) return byId(network, endpoint.vpcEndpointId);
  const named = byTag(network, 'Name', name);
  if (new Set(named.map(hostOf)).size > 1) throw ambiguous(name, [...new Set(named.map(hostOf))]);
  return named.length > 0 ? named : undefined;
}

/** Interfaces that carry the tag, or whose instance, subnet or VPC does. */
function byTag(network: Network, key: string, value: string | undefined): readonly End[] {
  const has = (tags: Readonly<Record<string, string>> | undefined) =>
    tags?.[key] !== undefined && (value === undefined || tags[key] === value);
  return interfacesWhere(
    network,
    (record) =>
      has(record.tagSet) ||
      has(network.get('instance', record.attachment?.instanceId)?.tags) ||
      has(network.get('subnet', record.subnetId)?.tags) ||
      has(network.get('vpc', record.vpcId)?.tags),
  );
}

function interfacesWhere(
  network: Network,
  matches: (record: RecordOfKind<'networkInterface'>) => boolean,
): readonly End[] {
  return interfaceIndex(network).holders.flatMap((holder) =>
    holder.record && matches(holder.record) ? [interfaceEnd(holder)] : [],
  );
}

function everything(network: Network): readonly End[] {
  return [...interfaceIndex(network).holders.map(interfaceEnd), { kind: 'internet' }];
}

function interfaceEnd(holder: Holder): End {
  return { kind: 'interface', holder, host: holder.instanceId ?? holder.at };
}

function typeOf(record: RecordOfKind<'networkInterface'>): string {
  return record.attachment?.instanceId ? 'instance' : 'networkInterface';
}

export function describeEnd(end: End): string {
  switch (end.kind) {
    case 'interface':
      return end.address ? `${end.holder.at}/${formatPrefix(end.address)}` : end.host;
    case 'address':
      return formatPrefix(end.prefix);
    case 'internet':
      return end.prefix ? `internet/${formatPrefix(end.prefix)}` : INTERNET;
  }
}

function hostOf(end: End): string {
  return end.kind === 'interface' ? end.host : describeEnd(end);
}

function includes(ends: readonly End[], end: End): boolean {
  return ends.some((other) => {
    if (end.kind === 'interface' && other.kind === 'address')
      return end.holder.prefixes.some((own) => contains(other.prefix, own));
    return describeExactly(other) === describeExactly(end);
  });
}

function dedupe(ends: readonly End[]): readonly End[] {
  return [...new Map(ends.map((end) => [describeExactly(end), end])).values()];
}

function describeExactly(end: End): string {
  return end.kind === 'interface'
    ? `${end.holder.at}/${end.address ? formatPrefix(end.address) : ''}`
    : describeEnd(end);
}

function splitOnce(text: string, by: string): readonly [string, string | undefined] {
  const at = text.indexOf(by);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
