import type { Family } from '../net/address.ts';
import { type AddressMap, constantMap, mapValues, paintMap, zipMaps } from '../net/address-map.ts';
import { interfaceIndex } from './interface-index.ts';
import { derivedBy, type Lookup } from './lookup.ts';
import { rangesOf } from './vpc.ts';

/**
 * 1 for addresses that an interface which was not read may have: those of its VPC that no other one has. For all others
 * it is a middlebox, through which no rule means anybody by a group (SG-10).
 */
export function addressesLeft(net: Lookup, vpcId: string, family: Family): AddressMap {
  return left(net, `${family} ${vpcId}`);
}

const left = derivedBy((net, key): AddressMap => {
  const [of, vpcId = ''] = key.split(' ');
  const family = Number(of) as Family;
  const free = mapValues(interfaceIndex(net).map(vpcId, family), (holder) => (holder === 0 ? 1 : 0));
  return zipMaps(free, inVpc(net, vpcId, family), Math.min);
});

function inVpc(net: Lookup, vpcId: string, family: Family): AddressMap {
  const vpc = net.get('vpc', vpcId);
  if (!vpc) return constantMap(1);
  const ranges = rangesOf(vpc, family).flatMap((prefix) => net.labels[family].rangeOf(prefix) ?? []);
  return paintMap(0, ranges, () => 1);
}
