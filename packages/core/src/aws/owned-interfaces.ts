import type { ComponentId } from '../model/route.ts';
import { derivedBy, type Lookup } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';

/** What AWS says of the interfaces that it made for something; what is not said is not looked at. */
export interface Marks {
  /** How their description begins, and the name that follows. */
  readonly description: string;
  readonly name?: string | undefined;
  readonly vpcId?: string | undefined;
  readonly subnetIds?: readonly (string | undefined)[];
  /** All of them, and no others. */
  readonly groups?: readonly (string | undefined)[];
  /** The name of their Availability Zone. */
  readonly zone?: string | undefined;
}

/** Interfaces that carry the marks of their owner (ENI-04). Several owners may be marked alike. */
export function ownedInterfaces(net: Lookup, marks: Marks): readonly ComponentId[] {
  const subnets = listed(marks.subnetIds);
  const groups = listed(marks.groups).sort().join();
  return described(net, marks.description).flatMap((record) => {
    const rest = record.description?.slice(marks.description.length) ?? '';
    const own = listed(record.groups.map((group) => group?.groupId));
    const suits =
      (!marks.name || isCalled(rest, marks.name)) &&
      (!marks.vpcId || record.vpcId === marks.vpcId) &&
      (subnets.length === 0 || subnets.includes(record.subnetId ?? '')) &&
      (groups === '' || own.sort().join() === groups) &&
      (!marks.zone || !record.availabilityZone || record.availabilityZone === marks.zone);
    return suits && record.networkInterfaceId ? [record.networkInterfaceId] : [];
  });
}

const described = derivedBy((net, start): readonly RecordOfKind<'networkInterface'>[] =>
  net.all('networkInterface').filter(({ description }) => description?.startsWith(start)),
);

/** `cache-1` does not mean the interfaces of `cache-10`. */
function isCalled(text: string, name: string): boolean {
  return text.startsWith(name) && !/[\w-]/.test(text.charAt(name.length));
}

function listed(texts: readonly (string | undefined)[] = []): string[] {
  return texts.filter((text) => text !== undefined);
}
