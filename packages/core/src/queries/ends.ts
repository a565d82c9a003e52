import type { RecordOfKind } from '../aws/record-types.ts';
import type { Network } from '../engine/network.ts';
import { badSelector, nothingSelected, unknownComponent } from '../model/question-error.ts';
import { type ComponentId, INTERNET } from '../model/route.ts';
import { contains, formatPrefix, type Prefix, parseAddress, parsePrefix } from '../net/address.ts';
import { rangeOf } from './address-range.ts';
import { kindAndName } from './component-name.ts';
import { type End, type InternetEnd, WHOLE_INTERNET } from './end.ts';
import { addressesOf, commonEnds, dedupe, endsWithout, isPartlyPublic } from './end-sets.ts';
import { componentsNamed, namedLiterally } from './host-names.ts';
import { isManagedName, isManagedWord, managedByName, managedByWord, managedExactly } from './managed-ends.ts';
import { endpointEnds, endsById, endsByTag, everything, interfacesWhere, unreadWhere } from './named-ends.ts';
import { nearest } from './nearest.ts';
import { parseSelector, type Selector } from './selector.ts';
import { isGatewayEndpoint, isOfService, serviceEnd, shortName } from './service-ends.ts';
import { clientEnds, siteEnds } from './site-ends.ts';
import { unreadVpc } from './unread-ends.ts';

export interface Ends {
  readonly text: string;
  readonly ends: readonly End[];
  readonly port: number | undefined;
}

/** Reads one side of a question. What was understood is in `ends`; what cannot be, or means several things, throws. */
export function resolveEnds(network: Network, text: string): Ends {
  const { selector, port } = namedLiterally(network, text.trim()) ?? parseSelector(text);
  const ends = dedupe(select(network, selector));
  if (ends.length === 0) {
    const what = selector.kind === 'term' ? kindAndName(network, selector.text) : '';
    throw nothingSelected(text, `${what ? `The ${what}` : 'The selection'} holds no interface, address or place.`);
  }
  return { text, ends, port };
}

function select(network: Network, selector: Selector): readonly End[] {
  switch (selector.kind) {
    case 'term':
      return selectTerm(network, selector.text);
    case 'not':
      return combine(network, [selector], (sets) => sets.flat());
    case 'or':
      return combine(network, selector.of, (sets) => sets.flat());
    case 'and':
      return combine(network, selector.of, (sets) => sets.reduce((a, b) => commonEnds(network, a, b)));
  }
}

/** `a,b,!c` is a and b without c, `a&!c` is a without c; where nothing is named but what is not meant, it is the rest of all. */
function combine(
  network: Network,
  parts: readonly Selector[],
  join: (sets: readonly (readonly End[])[]) => readonly End[],
): readonly End[] {
  const plain = parts.map(withoutDoubleNot);
  const meant = plain.flatMap((part) => (part.kind === 'not' ? [] : [select(network, part)]));
  const taken = plain.flatMap((part) => (part.kind === 'not' ? select(network, part.of) : []));
  const all = meant.length > 0 ? join(meant) : everything(network);
  return taken.length > 0 ? endsWithout(network, all, taken) : all;
}

function withoutDoubleNot(selector: Selector): Selector {
  return selector.kind === 'not' && selector.of.kind === 'not' ? withoutDoubleNot(selector.of.of) : selector;
}

function selectTerm(network: Network, text: string): readonly End[] {
  if (text === '*') return everything(network);
  if (text === INTERNET) return [WHOLE_INTERNET];
  const prefix = parsePrefix(text);
  if (prefix) return addressEnds(text, prefix);
  const aliased = endsByAlias(network, text);
  if (aliased) return aliased;
  const [head = '', tail] = splitOnce(text, '/');
  if (head === INTERNET && tail !== undefined) return [internetAt(network, text, tail, WHOLE_INTERNET)];
  const users = tail?.startsWith('group:') ? clientEnds(network, head, tail.slice('group:'.length)) : undefined;
  const clients = users ?? clientEnds(network, text);
  if (clients) return clients;
  if (tail !== undefined && (network.kindOf(head) || siteEnds(network, head) || unreadVpc(network, head)))
    return placed(network, text, head, tail);
  const [word = '', value] = splitOnce(text, ':');
  const byWord = value === undefined || !Object.hasOwn(BY_WORD, word) ? undefined : BY_WORD[word];
  if (byWord && value !== undefined) {
    const found = byWord(network, value);
    if (found.length > 0) return found;
    throw nothingSelected(text, `Nothing in the input has this ${word}.${didYouMean(nearest(network, value))}`);
  }
  if (head.startsWith('onprem:') && !siteEnds(network, head)) throw unknownSite(network, text);
  if (value !== undefined && isManagedWord(word)) {
    const found = managedByWord(network, word, value);
    if (found.length > 0) return found;
    throw nothingSelected(text, `Nothing in the input has this ${word} name.${didYouMean(nearest(network, value))}`);
  }
  const exact = managedExactly(network, text);
  if (exact) return exact;
  const id = text.startsWith('arn:') ? (text.split(/[/:]/).at(-1) as string) : text;
  const found = isManagedName(network, id) ? undefined : endsById(network, id);
  if (found) return found;
  const named = componentsNamed(network, text);
  if (named.length > 0) return named.flatMap((one) => endsById(network, one) ?? []);
  const managed = managedByName(network, text);
  if (managed) return managed;
  if (LIKE_AN_ADDRESS.test(text))
    throw badSelector(text, 'It is no address: 10.0.2.9, 10.0.2.0/24, 2001:db8::5 and 2001:db8::/56 are.');
  throw unknownComponent(text, nearest(network, text));
}

/** Meant as an address or CIDR, whether or not it is one. */
const LIKE_AN_ADDRESS = /^(\d+(\.\d+){3}|[\da-f]*:[\da-f]*:[\da-f:.]*)(\/.*)?$/i;

/** Another name that the input has for it: an address of Terraform, also before `/` and an address at its place. */
function endsByAlias(network: Network, text: string): readonly End[] | undefined {
  const { aliases } = network.snapshot;
  if (!aliases) return undefined;
  if (Object.hasOwn(aliases, text)) return aliases[text]?.flatMap((id) => selectTerm(network, id));
  const at = text.lastIndexOf('/');
  const [place, address] = [text.slice(0, at), text.slice(at + 1)];
  if (at < 0 || !Object.hasOwn(aliases, place)) return undefined;
  return aliases[place]?.flatMap((id) => placed(network, text, id, address));
}

function unknownSite(network: Network, text: string): Error {
  const known = Object.keys(network.snapshot.settings.sites).map((name) => `onprem:${name}`);
  return known.length > 0
    ? unknownComponent(text, known.sort())
    : badSelector(text, 'State the site in hopwise.yaml (sites), or use an address instead.');
}

type ByWord = (network: Network, value: string) => readonly End[];
const BY_WORD: Readonly<Record<string, ByWord>> = {
  name: (network, value) => endsByTag(network, 'Name', value),
  tag: (network, value) => {
    const [key = '', wanted] = splitOnce(value, '=');
    return endsByTag(network, key, wanted);
  },
  account: (network, value) => [
    ...interfacesWhere(network, (record) => (record.ownerId ?? record.account) === value),
    ...unreadWhere(network, ({ account }) => account === value),
  ],
  region: (network, value) => [
    ...interfacesWhere(network, (record) => record.region === value),
    ...unreadWhere(network, ({ region }) => region === value),
  ],
  type: (network, value) => [
    ...interfacesWhere(
      network,
      (record) => (record.interfaceType ?? 'interface') === value || typeOf(record) === value,
    ),
    ...unreadWhere(network, () => value === 'instance'),
  ],
  service: (network, value) => byService(network, value),
  cidr: (network, value) => {
    const { cidrs } = network.snapshot.settings;
    const named = Object.hasOwn(cidrs, value) ? cidrs[value] : undefined;
    if (!named) {
      const known = Object.keys(cidrs).map((name) => `cidr:${name}`);
      if (known.length === 0)
        throw badSelector(`cidr:${value}`, 'Name the range in hopwise.yaml (cidrs), or use it itself.');
      throw unknownComponent(`cidr:${value}`, known);
    }
    return named.flatMap((cidr) => selectTerm(network, cidr));
  },
};

/** The addresses of a service behind gateway endpoints, and the interfaces of its other endpoints. */
function byService(network: Network, name: string): readonly End[] {
  const text = `service:${name}`;
  const endpoints = network.all('vpcEndpoint').filter((one) => isOfService(one, name));
  if (endpoints.length === 0) {
    const known = new Set(
      network
        .all('vpcEndpoint')
        .flatMap(({ serviceName }) => serviceName ?? [])
        .map(shortName),
    );
    const hint = known.size > 0 ? `Services with an endpoint: ${[...known].sort().join(', ')}.` : 'The input has none.';
    throw nothingSelected(text, `No VPC endpoint of the input is for this service. ${hint}`);
  }
  const gateways = endpoints.filter(isGatewayEndpoint);
  const others = endpoints.filter((one) => !isGatewayEndpoint(one));
  return [
    ...(gateways.length > 0 ? [serviceEnd(network, text, gateways)] : []),
    ...others.flatMap((one) => endpointEnds(network, one)),
  ];
}

/** An address is whatever routing finds there; as a sender it is its owner. */
function addressEnds(text: string, prefix: Prefix): readonly End[] {
  if (prefix.length === 0) throw badSelector(text, 'Use `internet`, `*`, or a narrower range.');
  return [{ kind: 'address', range: rangeOf(prefix) }];
}

/** Hosts on the internet at some addresses: private ones are nobody's there. */
function internetAt(network: Network, text: string, address: string, whole: InternetEnd): InternetEnd {
  const prefix = parsePrefix(address);
  if (!prefix) throw badSelector(text, 'Use internet/ADDRESS or internet/CIDR.');
  const range = rangeOf(prefix);
  if (!isPartlyPublic(network, range)) {
    throw nothingSelected(
      text,
      `No host on the internet has ${address}: it is not public. Use ${address} alone for whoever has it inside.`,
    );
  }
  return { ...whole, ranges: [range] };
}

/** `eni-…/10.0.1.5`, `vpc-…/10.0.1.5`: one address at a place. */
function placed(network: Network, text: string, place: ComponentId, address: string): readonly End[] {
  const prefix = parsePrefix(address);
  if (!prefix) throw badSelector(text, 'Behind the slash belongs an address.');
  const inside = endsById(network, place) ?? [];
  const owners = inside.flatMap((end): readonly End[] => {
    switch (end.kind) {
      case 'interface':
        return addressesOf(end).some((own) => contains(own, prefix)) ? [{ ...end, addresses: [prefix] }] : [];
      case 'unread':
        return !end.address || contains(prefix, end.address)
          ? [{ ...end, address: parseAddress(address) ?? end.address }]
          : [];
      case 'internet':
        return [internetAt(network, text, address, end)];
      case 'site':
        return [{ ...end, ranges: [rangeOf(prefix)], isWhole: false }];
      default:
        return [];
    }
  });
  if (owners.length > 0) return owners;
  const [first] = inside;
  // An address the interface does not have: it may still try to send from it (ENI-02).
  if (first?.kind === 'interface' && network.kindOf(place) === 'networkInterface')
    return [{ ...first, addresses: [prefix] }];
  throw nothingSelected(text, `No interface of ${place} has this address, ${formatPrefix(prefix)}.`);
}

function typeOf(record: RecordOfKind<'networkInterface'>): string {
  return record.attachment?.instanceId ? 'instance' : 'networkInterface';
}

function didYouMean(names: readonly string[]): string {
  return names.length > 0 ? ` Did you mean ${names.join(', ')}?` : '';
}

function splitOnce(text: string, by: string): readonly [string, string | undefined] {
  const at = text.indexOf(by);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
