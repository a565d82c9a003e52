import { MOST_VPCS, vpcCidr } from './address-plan.mjs';
import { createRandom } from './random.mjs';
import { shapeOf } from './shapes.mjs';

/**
 * @typedef {'shared' | 'web' | 'app' | 'data'} Tier
 * @typedef {{ groupId: string, name: string, tier: Tier, number: number }} GroupPlan
 * @typedef {{ id: string, requester: VpcPlan, accepter: VpcPlan }} Peering
 * @typedef {{ ownerId: string, corporate: string, partners: string }} Account
 * @typedef {{ id: string, tables: readonly string[], inspection: VpcPlan, applianceId?: string, instanceId?: string }} Hub
 * @typedef {object} VpcPlan what other VPCs may refer to; the rest is made when the VPC is
 * @property {number} index
 * @property {string} name
 * @property {string} environment
 * @property {string} vpcId
 * @property {Account} account
 * @property {string} region
 * @property {string} cidr
 * @property {boolean} dualStack every other VPC
 * @property {boolean} customAcls
 * @property {number} interfaces
 * @property {readonly GroupPlan[]} groups
 * @property {import('./shapes.mjs').Shape} shape
 * @property {boolean} isCrowded
 * @property {Hub} [hub]
 * @property {string} [attachmentId]
 * @property {Peering[]} peerings
 */

const REGION = 'us-east-1';
const INTERFACES_PER_VPC = 250;
const VPCS_PER_ACCOUNT = 20;
const MOST_PEERINGS_PER_VPC = 5;
const TIERS = /** @type {const} */ ({ web: 7, app: 8, data: 6 });
const SHARED = ['base', 'bastion', 'monitoring', 'endpoints'];

/**
 * @param {{ interfaces: number, seed: number, shape?: string }} options
 * @returns {{ vpcs: readonly VpcPlan[], peerings: readonly Peering[] }}
 */
export function planEstate({ interfaces, seed, shape: name = 'normal' }) {
  const shape = shapeOf(name);
  // At most half are in the crowd: somebody else has to be there to ask.
  const crowd = Math.min(shape.crowd ?? 0, Math.floor(interfaces / 2));
  const rest = interfaces - crowd;
  const count = Math.max(2, Math.round(rest / INTERFACES_PER_VPC));
  if (interfaces < 20 || count > MOST_VPCS) {
    throw new RangeError(`interfaces must lie between 20 and ${MOST_VPCS * INTERFACES_PER_VPC}, not ${interfaces}`);
  }
  const accounts = Array.from({ length: Math.ceil(count / VPCS_PER_ACCOUNT) }, (_, i) => planAccount(seed, i));
  const vpcs = Array.from({ length: count }, (_, index) => {
    const share = Math.floor(rest / count) + (index < rest % count ? 1 : 0);
    return planVpc(seed, index, accounts[Math.floor(index / VPCS_PER_ACCOUNT)], share, shape);
  });
  if (crowd > 0) vpcs.push(planVpc(seed, count, accounts[0], crowd, shape));
  if (shape.hub) attach(createRandom(seed, -3), vpcs);
  return { vpcs, peerings: shape.hub ? [] : peer(createRandom(seed, -2), vpcs, shape.peerings) };
}

/** @param {number} seed @param {number} number @returns {Account} */
function planAccount(seed, number) {
  const random = createRandom(seed, 1_000_000 + number);
  return {
    ownerId: String(200_000_000_000 + number * 1_000_003 + random.integer(1_000_000)),
    corporate: random.id('pl'),
    partners: random.id('pl'),
  };
}

/** @param {number} seed @param {number} index @param {Account} account @param {number} interfaces @param {import('./shapes.mjs').Shape} shape @returns {VpcPlan} */
function planVpc(seed, index, account, interfaces, shape) {
  const random = createRandom(seed, 2_000_000 + index);
  const environment = ['prod', 'prod', 'stage', 'dev'][index % 4];
  const group = (tier, number, name) => ({ groupId: random.id('sg'), name, tier, number });
  const isCrowded = shape.crowd !== undefined && interfaces > INTERFACES_PER_VPC * 2;
  // Of ten interfaces the app tier has five, at most: as many groups as any tier can need.
  const sizes = shape.ownGroups
    ? Object.keys(TIERS).map((tier) => [tier, Math.ceil(interfaces / 10) * 5])
    : Object.entries(TIERS);
  const shared = [...SHARED, ...(shape.hub ? ['inspection'] : []), ...(isCrowded ? ['crowd'] : [])];
  const tiers = sizes.flatMap(([tier, size]) =>
    Array.from({ length: size }, (_, number) => group(tier, number, `${tier}-${number + 1}`)),
  );
  return {
    index,
    name: `${random.pick(['orders', 'billing', 'search', 'media', 'ledger'])}-${environment}-${index}`,
    environment,
    vpcId: random.id('vpc'),
    account,
    region: REGION,
    cidr: vpcCidr({ index, isCrowded }),
    dualStack: !isCrowded && (shape.dualStack ?? index % 2 === 0),
    customAcls: index % 4 < 2,
    interfaces,
    groups: [...shared.map((name, number) => group('shared', number, name)), ...tiers],
    peerings: [],
    shape,
    isCrowded,
  };
}

/**
 * A chain of all VPCs, a hub for every twenty, and pairs at random until a tenth of all pairs is peered or each VPC has
 * enough: AWS ends at 125 a VPC, and routes at 50 a table.
 * @param {import('./random.mjs').Random} random
 * @param {readonly VpcPlan[]} vpcs
 * @param {number} [each]
 * @returns {readonly Peering[]}
 */
function peer(random, vpcs, each) {
  const pairs = (vpcs.length * (vpcs.length - 1)) / 2;
  // A peering is two VPCs': half of what each may have.
  const wanted = each
    ? Math.min(pairs, Math.floor((vpcs.length * each) / 2))
    : Math.min(Math.round(pairs / 10), vpcs.length * MOST_PEERINGS_PER_VPC);
  const found = new Map();
  const join = (a, b) => {
    const key = Math.min(a, b) * vpcs.length + Math.max(a, b);
    if (a === b || found.has(key)) return;
    const peering = { id: random.id('pcx'), requester: vpcs[a], accepter: vpcs[b] };
    found.set(key, peering);
    vpcs[a].peerings.push(peering);
    vpcs[b].peerings.push(peering);
  };
  for (let i = 1; i < vpcs.length; i++) join(i - 1, i);
  for (let i = 0; i < vpcs.length && found.size < wanted; i++) join(i - (i % 20), i);
  while (found.size < wanted) join(random.integer(vpcs.length), random.integer(vpcs.length));
  return [...found.values()];
}

/** @param {VpcPlan} vpc @returns {VpcPlan[]} */
export function peersOf(vpc) {
  return vpc.peerings.map(({ requester, accepter }) => (requester === vpc ? accepter : requester));
}

/** @param {import('./random.mjs').Random} random @param {readonly VpcPlan[]} vpcs the first of which inspects */
function attach(random, vpcs) {
  const hub = { id: random.id('tgw'), tables: [random.id('tgw-rtb'), random.id('tgw-rtb')], inspection: vpcs[0] };
  for (const vpc of vpcs) Object.assign(vpc, { hub, attachmentId: random.id('tgw-attach') });
}
