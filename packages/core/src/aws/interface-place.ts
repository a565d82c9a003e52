import type { ComponentId } from '../model/route.ts';
import { interfaceIndex } from './interface-index.ts';
import type { Lookup } from './lookup.ts';

/** What an interface is in, and whose it is. */
export interface InterfacePlace {
  readonly vpc: ComponentId | undefined;
  readonly subnet: ComponentId | undefined;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly groups: readonly ComponentId[];
  /** Its own tag, else that of its instance, its subnet, its VPC: the nearest that says something. */
  tag(key: string): string | undefined;
}

/** Of an interface, or of what stands for one whose record was not read; undefined for what is neither. */
export function placeOfInterface(net: Lookup, at: ComponentId): InterfacePlace | undefined {
  const holder = interfaceIndex(net).holderOf(at);
  if (!holder) return undefined;
  const record = net.get('networkInterface', at);
  const vpc = net.get('vpc', holder.vpcId);
  return {
    vpc: holder.vpcId,
    subnet: holder.subnetId,
    account: record?.ownerId ?? record?.account ?? vpc?.ownerId,
    region: record?.region ?? vpc?.region,
    groups: (record?.groups ?? []).flatMap((group) => group?.groupId ?? []),
    tag(key) {
      const instance = net.get('instance', holder.instanceId);
      const subnet = net.get('subnet', holder.subnetId);
      const near = [record?.tagSet, instance?.tags, subnet?.tags, vpc?.tags];
      return near.find((tags) => tags !== undefined && Object.hasOwn(tags, key))?.[key];
    },
  };
}
