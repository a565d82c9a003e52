import { type Attributes, plannedId } from '../attributes.ts';
import { ipv4Range } from '../ipv4.ts';
import type { Addresses, Mapping } from '../mapping.ts';
import { SUBNET, type Wanted } from '../wanted.ts';

/** What a resource refers to by its private address. */
const ADDRESSED: Wanted = { aws_instance: ['private_ip'], aws_network_interface: ['private_ip'] };

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
