import { interfaceIndex } from '../aws/interface-index.ts';
import { derived, type Lookup } from '../aws/lookup.ts';
import { namings } from '../aws/namings.ts';
import { type Kind, kinds, recordType } from '../aws/record-types.ts';
import type { Naming, Recorded } from '../aws/resource-type.ts';
import type { Network } from '../engine/network.ts';
import { ambiguous, nothingSelected } from '../model/question-error.ts';
import type { ComponentId } from '../model/route.ts';
import { rangeOf } from './address-range.ts';
import type { End } from './end.ts';
import { interfaceEnd } from './named-ends.ts';
import { unreadManaged } from './unread-ends.ts';

/** Something that AWS runs behind interfaces of its own: a database, a balancer, a function. */
interface Managed {
  readonly kind: Kind;
  readonly id: ComponentId;
  readonly record: Recorded<object>;
  readonly naming: Naming<object>;
}

/** By id, ARN or host name, which mean one thing alone. */
export function managedExactly(network: Network, text: string): readonly End[] | undefined {
  const { byId, byHost } = namedThings(network);
  const own = byId.get(text);
  if (own) return endsOf(network, text, own, false);
  const found = byHost.get(plainHost(text));
  return found && endsOf(network, text, found, true);
}

/** `rds:orders`; where the input lacks the record, whatever interfaces are marked with the name. */
export function managedByWord(network: Network, word: string, name: string): readonly End[] {
  const found = (namedThings(network).byName.get(name) ?? []).filter(({ naming }) => naming.word === word);
  if (found.length > 0) return endsOf(network, `${word}:${name}`, found, false);
  return markedWith(network, word, name);
}

/** By the plain name, where it is that of one thing. */
export function managedByName(network: Network, name: string): readonly End[] | undefined {
  const found = namedThings(network).byName.get(name);
  if (!found) return undefined;
  if (found.length > 1) {
    throw ambiguous(
      name,
      found.map(({ kind, id, naming }) => `${naming.word}:${name} (${recordType(kind).title} ${id})`),
    );
  }
  return endsOf(network, name, found, false);
}

/** Whether a text is a name that a host may have as well, and no id. */
export function isManagedName(network: Network, text: string): boolean {
  return network.kindOf(text) === undefined && namedThings(network).byName.has(text);
}

export function isManagedWord(word: string): boolean {
  return namingList.some(({ naming }) => naming.word === word);
}

/** Their names, to suggest those that are spelled alike. */
export function managedNames(network: Network): readonly string[] {
  const { byName, byHost } = namedThings(network);
  return [...byName.keys(), ...byHost.keys()];
}

const namingList = kinds.flatMap((kind) => {
  // A naming accepts only records of its own kind; it is given no others.
  const naming = namings[kind] as Naming<object> | undefined;
  return naming ? [{ kind, naming }] : [];
});

interface NamedThings {
  readonly byId: ReadonlyMap<string, readonly Managed[]>;
  readonly byHost: ReadonlyMap<string, readonly Managed[]>;
  readonly byName: ReadonlyMap<string, readonly Managed[]>;
}

const namedThings = derived((net): NamedThings => {
  const [byId, byHost, byName] = [new Map(), new Map(), new Map()] as Map<string, Managed[]>[];
  for (const { kind, naming } of namingList) {
    for (const record of net.all(kind)) {
      const id = recordType(kind).key(record);
      if (!id) continue;
      const managed = { kind, id, record, naming };
      // Some kinds have no id but a name, which others may have too.
      add(id.startsWith('arn:') || recordType(kind).idPrefix ? byId : byName, id, managed);
      for (const name of naming.names(record)) {
        if (name) add(name.startsWith('arn:') ? byId : byName, name, managed);
      }
      for (const host of naming.hosts?.(record) ?? []) if (host) add(byHost, plainHost(host), managed);
    }
  }
  return { byId, byHost, byName } as NamedThings;
});

function add(to: Map<string, Managed[]> | undefined, name: string, managed: Managed): void {
  const known = to?.get(name);
  if (known?.includes(managed)) return;
  if (known) known.push(managed);
  else to?.set(name, [managed]);
}

/** Names are the same in capitals, with the dot of the root, and with the word by which balancers offer both families. */
function plainHost(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^dualstack\./, '');
}

function endsOf(network: Network, text: string, things: readonly Managed[], byHost: boolean): readonly End[] {
  const ends = things.flatMap((managed) => interfacesOf(network, managed, byHost));
  if (ends.length > 0) return ends;
  const [{ kind, id }] = things as readonly [Managed];
  throw nothingSelected(text, `The ${recordType(kind).title} ${id} has no interface in a VPC.`);
}

/** What has an interface that was not read is unknown, by the name of what it is of. */
function interfacesOf(network: Network, { id: owner, record, naming }: Managed, byHost: boolean): readonly End[] {
  const index = interfaceIndex(network);
  const own = naming.interfaces(record, network);
  if (!own) return [];
  const ids = [...new Set(own)].flatMap((id) => id ?? []);
  if (byHost && naming.isPublic?.(record)) {
    const outside = publicEnds(network, new Set(ids));
    if (outside.length > 0) return outside;
  }
  if (ids.length === 0) return [unreadManaged(network, undefined, owner, record)];
  return ids.map((id) => {
    const holder = index.holderOf(id);
    return holder ? interfaceEnd(holder) : unreadManaged(network, id, owner, record);
  });
}

/** What a name leads to that is public wherever it is asked for: the public addresses of the interfaces. */
function publicEnds(network: Network, ids: ReadonlySet<ComponentId>): readonly End[] {
  return [...interfaceIndex(network).publicAddresses].flatMap(([label, { holder }]): readonly End[] =>
    ids.has(holder.at) ? [{ kind: 'address', range: rangeOf(network.labels[4].prefixOf(label)) }] : [],
  );
}

/** The interfaces of everything that keeps data. */
export function endsWithData(network: Network): readonly End[] {
  return namingList
    .filter(({ naming }) => naming.holdsData)
    .flatMap(({ kind, naming }) =>
      network.all(kind).flatMap((record) => {
        const id = recordType(kind).key(record);
        return id === undefined ? [] : interfacesOf(network, { kind, id, record, naming }, false);
      }),
    );
}

/** Interfaces whose description names their owner (ENI-04). */
function markedWith(net: Lookup, word: string, name: string): readonly End[] {
  const marks = namingList.flatMap(({ naming }) => (naming.word === word && naming.mark ? [naming.mark] : []));
  return interfaceIndex(net).holders.flatMap((holder) => {
    const marked = marks.flatMap((mark) => mark.exec(holder.record?.description ?? '')?.[1] ?? []);
    return marked.some((one) => one === name || one.split('/')[1] === name) ? [interfaceEnd(holder)] : [];
  });
}
