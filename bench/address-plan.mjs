/** @typedef {Pick<import('./estate-plan.mjs').VpcPlan, 'index' | 'isCrowded'>} Numbered */

const FIRST_VPC = 10 * 2 ** 24;
/** A VPC that holds tens of thousands of interfaces has the largest range that there is. */
const CROWDED_VPC = 100 * 2 ** 24 + 64 * 2 ** 16;
/** One /22 of 10.0.0.0/8 each, so that no two VPCs overlap and any two may be peered. */
export const MOST_VPCS = 2 ** 14;

/** @param {number} value @returns {string} */
export function ipv4(value) {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
}

/** @param {Numbered} vpc @returns {string} */
export function vpcCidr({ index, isCrowded }) {
  return isCrowded ? `${ipv4(CROWDED_VPC)}/16` : `${ipv4(FIRST_VPC + index * 1024)}/22`;
}

/** The first 64 bits of a subnet, of 256 in the /56 of a VPC. @param {number} vpc @param {number} subnet */
export function ipv6Network(vpc, subnet) {
  // The last group is never zero, which AWS would leave out.
  const last = ((vpc & 127) + 1) * 256 + subnet;
  return `2600:1f18:${(0x1000 + (vpc >> 7)).toString(16)}:${last.toString(16)}`;
}

/** Of the sixteen in a VPC: its length, and the hosts that AWS leaves, without the first four addresses and the last. @param {Numbered} vpc */
export function subnetSize({ isCrowded }) {
  return isCrowded ? { length: 20, hosts: 4091 } : { length: 26, hosts: 59 };
}

/** @param {Numbered} vpc @param {number} subnet of the sixteen in a VPC @returns {number} */
export function subnetStart({ index, isCrowded }, subnet) {
  return isCrowded ? CROWDED_VPC + subnet * 4096 : FIRST_VPC + index * 1024 + subnet * 64;
}

/** Public addresses that Amazon lends to the interfaces of one VPC. @param {Numbered} vpc @param {number} number */
export function publicIp({ index, isCrowded }, number) {
  return ipv4(isCrowded ? 54 * 2 ** 24 + number : 44 * 2 ** 24 + 0xc00000 + index * 256 + number);
}
