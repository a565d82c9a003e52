import { type Address, contains, parseAddress, parseCidr } from './addresses.ts';
import { type Lookups, type Place, present } from './lookups.ts';

const services = present(
  [
    ...['169.254.169.253', 'fd00:ec2::253', '169.254.169.254', 'fd00:ec2::254', '169.254.170.2'],
    ...['169.254.169.250', '169.254.169.251', '169.254.169.123', 'fd00:ec2::123'],
  ].map(parseAddress),
);
const hypervisorRanges = present(['169.254.168.0/22', 'fd00:ec2::/32'].map(parseCidr));

/** SG-18, ACL-14: answered beside the interface, whatever its filters say. */
export function isLocalService(look: Lookups, place: Place, address: Address): boolean {
  const vpc = parseCidr(look.vpcs.get(place.vpcId ?? '')?.cidrBlock);
  const subnet = parseCidr(look.subnets.get(place.subnetId ?? '')?.cidrBlock);
  const isResolver = vpc !== undefined && address === vpc.base + 2n;
  const isRouter = subnet !== undefined && address === subnet.base + 1n;
  return isResolver || isRouter || services.includes(address);
}

/** RT-13: no route leads there. */
export function isHypervisorRange(address: Address): boolean {
  return hypervisorRanges.some((range) => contains(range, address));
}
