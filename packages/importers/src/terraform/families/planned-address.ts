import { type Attributes, plannedId } from '../attributes.ts';
import type { Candidate } from '../candidates.ts';
import { ipv4Range } from '../ipv4.ts';
import type { Addresses, Mapping } from '../mapping.ts';
import { perMapping } from '../per-mapping.ts';
import { ADDRESS, SUBNET, type Wanted } from '../wanted.ts';
import { publicAddressOf } from './addresses.ts';

/** What a resource refers to by its private address. */
const ADDRESSED: Wanted = { aws_instance: ['private_ip'], aws_network_interface: ['private_ip'] };

/** What is cut off behind a key that is worked out may be any attribute. */
const CUT_OFF = 'cut off';

/** Whose addresses are made into ranges of one. The things themselves are none. */
const IN_RANGES: Wanted = {
  aws_instance: ['', CUT_OFF, 'private_ip'],
  aws_network_interface: ['', CUT_OFF, 'private_ip'],
  aws_eip: ['', CUT_OFF, 'public_ip'],
  aws_nat_gateway: ['', CUT_OFF, 'public_ip'],
};

/**
 * Of ranges that come after apply, the lists of addresses that stand for them: one for each planned thing whose address is
 * referred to, as `"${aws_instance.bastion.private_ip}/32"` does. A range begins with its network's address, so that around
 * the address of a host there is none but of itself. Undefined where anything else may be meant.
 */
export function addressLists(mapping: Mapping, one: Attributes, argument: string): readonly string[] | undefined {
  const named = one.candidates(argument, IN_RANGES) ?? [];
  const isWhole = named.length > 0 && named.length === one.unknownValues(argument);
  return isWhole && named.every(({ attribute }) => attribute !== CUT_OFF)
    ? named.map((candidate) => listOf(mapping, candidate))
    : undefined;
}

const listed = perMapping((): Set<string> => new Set());

/** Its entry is there once AWS's addresses are chosen. */
function listOf(mapping: Mapping, { resource, attribute }: Candidate): string {
  const id = `${plannedId(resource)}#${attribute}`;
  if (listed(mapping).has(id)) return id;
  listed(mapping).add(id);
  mapping.later((addresses) => {
    const holder = mapping.managed(resource.type).find((one) => one.resource === resource);
    const address = holder && (attribute === 'public_ip' ? publicOf : addressOf)(mapping, holder, addresses);
    if (address) mapping.add('prefixListEntries', { PrefixListId: id, Entries: [{ Cidr: `${address}/32` }] }, holder);
  });
  return id;
}

function publicOf(mapping: Mapping, holder: Attributes, addresses: Addresses): string | undefined {
  const isAddress = holder.resource.type === 'aws_eip';
  const allocation = isAddress
    ? (holder.text('allocation_id') ?? mapping.idOf(holder))
    : holder.id('allocation_id', ADDRESS);
  return publicAddressOf(mapping, allocation, addresses);
}

/** Whether an argument is the private address of something planned, and not the thing itself. */
export function isAddressNamed(one: Attributes, argument: string): boolean {
  const named = one.candidates(argument, IN_RANGES) ?? [];
  return named.length === 1 && named[0]?.attribute === 'private_ip';
}

/** The address that an argument says, or that of the planned host or interface that it refers to, once AWS's are chosen. */
export function addressNamed(
  mapping: Mapping,
  one: Attributes,
  argument: string,
  addresses: Addresses,
): string | undefined {
  const stated = one.text(argument);
  // An address that a local works out may be of anything: no type tells what is meant.
  if (stated !== undefined || one.isOpen(argument, ADDRESSED)) return stated;
  const named = one.id(argument, ADDRESSED);
  if (named === undefined || named.includes(':') || ipv4Range(named)) return named;
  for (const holder of mapping.managed(...Object.keys(ADDRESSED))) {
    if (plannedId(holder.resource) === named) return addressOf(mapping, holder, addresses);
  }
  return undefined;
}

function addressOf(mapping: Mapping, holder: Attributes, addresses: Addresses): string | undefined {
  const isHost = holder.resource.type === 'aws_instance';
  // What takes over an interface has the address of that one.
  if (isHost && holder.blocks('network_interface').length > 0) return undefined;
  const [first] = holder.texts('private_ips');
  const id = mapping.idOf(holder, isHost ? 'primary_network_interface_id' : 'id');
  return holder.text('private_ip') ?? first ?? addresses.inSubnet(holder.id('subnet_id', SUBNET), id, holder);
}
