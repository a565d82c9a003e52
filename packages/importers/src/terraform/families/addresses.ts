import { type Attributes, plannedId } from '../attributes.ts';
import type { Addresses, Family, Mapping } from '../mapping.ts';
import { perMapping } from '../per-mapping.ts';
import { ADDRESS, INSTANCE, INTERFACE } from '../wanted.ts';
import { unknownTarget } from './undecided-tables.ts';

/** Elastic IP addresses, and what they are associated with, in either of the ways to write it. */
export const elasticAddresses: Family = {
  types: ['aws_eip', 'aws_eip_association'],
  map(mapping) {
    mapping.later((addresses) => {
      const holders = new Map<string, { readonly on: string; readonly inside: string | undefined }>();
      for (const [on, own] of associated(mapping)) {
        for (const { allocation, inside } of own) holders.set(allocation, { on, inside });
      }
      for (const one of mapping.all('aws_eip')) {
        const AllocationId = one.text('allocation_id') ?? mapping.idOf(one);
        const holder = holders.get(AllocationId);
        mapping.add(
          'address',
          {
            AllocationId,
            PublicIp: publicAddressOf(mapping, AllocationId, addresses),
            InstanceId:
              one.id('instance', INSTANCE) ??
              (isSomewhere(mapping, one, AllocationId) ? unknownTarget(plannedId(one.resource)) : undefined),
            NetworkInterfaceId: one.text('network_interface') ?? holder?.on,
            PrivateIpAddress: one.text('private_ip') ?? holder?.inside,
            Tags: one.tags(),
          },
          one,
        );
      }
    });
  },
};

/** Whether an address is associated with something of which nobody can tell what it is. */
function isSomewhere(mapping: Mapping, one: Attributes, allocation: string): boolean {
  const isOpen = (from: Attributes, eni: string, instance: string) =>
    [eni, instance].some((name) => from.isUnknown(name) && from.isWritten(name)) &&
    holderOf(from, eni, instance) === undefined;
  return (
    isOpen(one, 'network_interface', 'instance') ||
    mapping
      .all('aws_eip_association')
      .some(
        (by) =>
          (by.id('allocation_id', ADDRESS) ?? allocation) === allocation &&
          (isOpen(by, 'network_interface_id', 'instance_id') || by.id('allocation_id', ADDRESS) === undefined),
      )
  );
}

function holderOf(one: Attributes, eni: string, instance: string): string | undefined {
  return one.id(eni, INTERFACE) ?? one.id(instance, INSTANCE);
}

/** A public address that AWS has yet to choose is one that nobody else has. */
export function publicAddressOf(
  mapping: Mapping,
  allocation: string | undefined,
  addresses: Addresses,
): string | undefined {
  if (!allocation) return undefined;
  const own = byAllocation(mapping).get(allocation);
  // `address` asks for one out of a range of one's own.
  return own?.text('public_ip') ?? own?.text('address') ?? addresses.onInternet(allocation);
}

const byAllocation = perMapping(
  (mapping) => new Map(mapping.all('aws_eip').map((one) => [one.text('allocation_id') ?? mapping.idOf(one), one])),
);

export interface Associated {
  readonly allocation: string;
  /** The private address it stands for; the primary one where it says none. */
  readonly inside: string | undefined;
}

/** Allocations by the instance or interface that has them. */
export const associated = perMapping((mapping): ReadonlyMap<string, readonly Associated[]> => {
  const found = new Map<string, Associated[]>();
  for (const one of mapping.all('aws_eip')) {
    const allocation = one.text('allocation_id') ?? mapping.idOf(one);
    note(one, allocation, 'instance', 'network_interface', 'associate_with_private_ip');
  }
  for (const one of mapping.all('aws_eip_association')) {
    note(one, one.id('allocation_id', ADDRESS), 'instance_id', 'network_interface_id', 'private_ip_address');
  }
  return found;

  function note(one: Attributes, allocation: string | undefined, instance: string, eni: string, inside: string): void {
    const target = holderOf(one, eni, instance);
    if (!target || !allocation) return;
    const known = found.get(target) ?? [];
    found.set(target, known);
    if (!known.some((before) => before.allocation === allocation)) known.push({ allocation, inside: one.text(inside) });
  }
});
