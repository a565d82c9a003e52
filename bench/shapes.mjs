/**
 * What an estate is made of beside the ordinary: each shape strains something else.
 * @typedef {object} Shape
 * @property {number} [rules] about so many a security group
 * @property {boolean} [ownGroups] every interface has a group of its own
 * @property {number} [crowd] so many interfaces in one VPC, in one group that names itself
 * @property {boolean} [dualStack] IPv6 in every VPC
 * @property {boolean} [hub] no peering, but a transit gateway that leads everything through an inspecting VPC
 * @property {number} [peerings] so many a VPC; a table of routes holds fifty
 * @property {boolean} [balancers] a balancer before every group of the app tier
 */

/** @type {Record<string, Shape>} */
export const SHAPES = {
  normal: {},
  'wide-groups': { rules: 60 },
  'distinct-groups': { ownGroups: true },
  'one-group': { crowd: 20_000 },
  'dual-stack': { dualStack: true },
  'inspection-hub': { hub: true },
  'peering-mesh': { peerings: 40 },
  balancers: { balancers: true },
};

/** @param {string} name @returns {Shape} */
export function shapeOf(name) {
  const shape = Object.hasOwn(SHAPES, name) ? SHAPES[name] : undefined;
  if (!shape) throw new RangeError(`${name} is none of ${Object.keys(SHAPES).join(', ')}`);
  return shape;
}
