import { missing } from '../../aws/missing.ts';
import { entriesOf } from '../../aws/prefix-list-entries.ts';
import type { Network } from '../../engine/network.ts';
import { QuestionError } from '../../model/question-error.ts';
import type { ComponentId } from '../../model/route.ts';
import { parsePrefix } from '../../net/address.ts';
import { NONE, type ServiceSetId } from '../../net/service-set.ts';
import { type AddressRange, rangeOf } from '../address-range.ts';
import type { End, InterfaceEnd } from '../end.ts';
import { clientPortsAsked, servicesAsked } from '../services-asked.ts';
import { type Passing, passing } from './passing.ts';
import type { Condition, HeaderCondition, Scope } from './scope.ts';
import { sidesOf } from './scope-ends.ts';

/** A condition of a scope over one kind of ends: a condition that names several kinds is several rules. */
export interface Rule {
  /** Absent: whoever there is. */
  readonly from: readonly End[] | undefined;
  readonly to: readonly End[] | undefined;
  readonly passing: readonly Passing[];
  readonly avoiding: readonly Passing[];
  /** Where ways have to end, if not at whom is dialled. */
  readonly reaching?: ReadonlyMap<ComponentId, InterfaceEnd>;
  /** Services as the sender asks for them. */
  readonly services: ServiceSetId;
  readonly leaves: HeaderRanges;
  readonly arrives: HeaderRanges & { readonly services?: ServiceSetId };
  /** The client's ports, where they were named. */
  readonly clientPorts?: ServiceSetId;
}

export interface HeaderRanges {
  readonly source?: readonly AddressRange[];
  readonly destination?: readonly AddressRange[];
}

export interface Rules {
  readonly match: readonly Rule[];
  readonly exclude: readonly Rule[];
}

export function rulesOf(network: Network, { match, exclude }: Scope): Rules {
  return {
    match: match.flatMap((one) => rulesAt(network, one)),
    exclude: exclude.flatMap((one) => rulesAt(network, one)),
  };
}

/** What cannot be asked is told with the place where it is written. */
function rulesAt(network: Network, condition: Condition): readonly Rule[] {
  try {
    return rulesOfCondition(network, condition);
  } catch (error) {
    if (!(error instanceof QuestionError) || condition.at === undefined) throw error;
    throw new QuestionError(error.code, `${condition.at}: ${error.message}`, error.hint);
  }
}

function rulesOfCondition(network: Network, condition: Condition): readonly Rule[] {
  const { from, to, through = [], notThrough = [], protocols } = condition;
  const pool = network.admissions.services;
  const [leaves, arrives] = [from?.header, to?.header];
  const arriving =
    arrives && (arrives.protocols || arrives.destinationPorts) ? servicesOf(network, arrives) : undefined;
  const ports = [leaves?.sourcePorts, arrives?.sourcePorts].filter((one) => one !== undefined);
  const clientPorts = ports.map((one) => clientPortsAsked(pool, one.join()));
  const shared = {
    services: leaves?.protocols || leaves?.destinationPorts ? servicesOf(network, leaves) : named(network, protocols),
    leaves: rangesOf(network, leaves),
    arrives: { ...rangesOf(network, arrives), ...(arriving === undefined ? {} : { services: arriving }) },
    ...(clientPorts.length > 0 ? { clientPorts: clientPorts.reduce((a, b) => pool.intersect(a, b)) } : {}),
  };
  const [passed, avoided] = [through, notThrough].map((all) => all.map((one) => passing(network, one)));
  return sidesOf(network, from?.ends, 'from').flatMap((sender) =>
    sidesOf(network, to?.ends, 'to').map((target) => ({
      ...shared,
      from: sender.ends,
      to: target.ends,
      passing: [...(passed ?? []), ...sender.passing, ...target.passing],
      avoiding: avoided ?? [],
      ...(target.reaching ? { reaching: target.reaching } : {}),
    })),
  );
}

/** Of ports without a protocol both that have them are meant. */
function servicesOf(network: Network, { protocols, destinationPorts }: HeaderCondition): ServiceSetId {
  const pool = network.admissions.services;
  const port = destinationPorts?.join();
  const all = protocols ?? (port === undefined ? ['all'] : ['tcp', 'udp']);
  return all.map((protocol) => servicesAsked(pool, { protocol, port })).reduce((a, b) => pool.union(a, b), NONE);
}

function named(network: Network, protocols: readonly string[] = ['all']): ServiceSetId {
  return servicesOf(network, { protocols });
}

function rangesOf(network: Network, header: HeaderCondition | undefined): HeaderRanges {
  const source = addresses(network, header?.sourceAddresses, header?.sourcePrefixLists);
  const destination = addresses(network, header?.destinationAddresses, header?.destinationPrefixLists);
  return { ...(source ? { source } : {}), ...(destination ? { destination } : {}) };
}

function addresses(
  network: Network,
  cidrs: readonly string[] | undefined,
  lists: readonly string[] | undefined,
): readonly AddressRange[] | undefined {
  if (!cidrs && !lists) return undefined;
  const named = (cidrs ?? []).flatMap((text) => {
    const byName = text.startsWith('cidr:') ? network.snapshot.settings.cidrs[text.slice('cidr:'.length)] : [text];
    const prefixes = (byName ?? []).map((one) => parsePrefix(one));
    if (prefixes.length === 0 || prefixes.includes(null))
      throw new QuestionError('BAD_SCOPE', `“${text}” is no address or CIDR`, 'Use 203.0.113.0/24, or cidr:NAME.');
    return prefixes.flatMap((prefix) => prefix ?? []);
  });
  const listed = (lists ?? []).flatMap((text) => {
    const id = text.split('/').at(-1) as string;
    const entries = entriesOf(network, id);
    if (!entries) {
      const { command } = missing(network, 'prefixListEntries', id, network.get('prefixList', id) ?? NOWHERE);
      throw new QuestionError('BAD_SCOPE', `The entries of ${id} are not in the input`, `This reads them: ${command}`);
    }
    return entries;
  });
  return [...named, ...listed].map(rangeOf);
}

const NOWHERE = { account: undefined, region: undefined };
