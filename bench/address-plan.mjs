/** @typedef {import('./estate-plan.mjs').VpcPlan} VpcPlan */

const FIRST_VPC = 10 * 2 ** 24;
/** One /22 of 10.0.0.0/8 each, so that no two VPCs overlap and any two may be peered. */
export const MOST_VPCS = 2 ** 14;

/** @param {number} value @returns {string} */
export function ipv4(value) {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
}

/** @param {number} index @returns {string} */
export function vpcCidr(index) {
  return `${ipv4(FIRST_VPC + index * 1024)}/22`;
}

/** The first 64 bits of a subnet, of 256 in the /56 of a VPC. @param {number} vpc @param {number} subnet */
export function ipv6Network(vpc, subnet) {
  // The last group is never zero, which AWS would leave out.
  const last = ((vpc & 127) + 1) * 256 + subnet;
  return `2600:1f18:${(0x1000 + (vpc >> 7)).toString(16)}:${last.toString(16)}`;
}

/** @param {number} vpc @param {number} subnet of the sixteen /26 in a VPC @returns {number} */
export function subnetStart(vpc, subnet) {
  return FIRST_VPC + vpc * 1024 + subnet * 64;
}

/** Public addresses that Amazon lends to the interfaces of one VPC. @param {number} vpc @param {number} number */
export function publicIp(vpc, number) {
  return ipv4(((44 << 24) >>> 0) + 0xc00000 + vpc * 256 + number);
}
