import { nameTag } from './tags.mjs';
import { ipv6Cidr } from './vpc-network.mjs';

/**
 * @typedef {import('./estate-plan.mjs').VpcPlan} VpcPlan
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./vpc-network.mjs').SubnetPlan} SubnetPlan
 * @typedef {{ cidr: string, protocol?: string, ports?: [number, number], deny?: boolean }} AclRule
 */

const TCP = '6';
const UDP = '17';
const ANYWHERE = '0.0.0.0/0';
/** What every list ends with. */
const REFUSE = { cidr: ANYWHERE, deny: true };
const EPHEMERAL = /** @type {[number, number]} */ ([1024, 65535]);

/**
 * The default list of a VPC, and in half of the VPCs one for each tier.
 * @param {VpcPlan} vpc
 * @param {readonly SubnetPlan[]} subnets
 * @param {Random} random
 * @returns {object[]}
 */
export function describeNetworkAcls(vpc, subnets, random) {
  const everything = [{ cidr: ANYWHERE }];
  const acl = (name, inward, outward, associated) => {
    const networkAclId = random.id('acl');
    return {
      Associations: associated.map(({ subnetId }) => ({
        NetworkAclAssociationId: random.id('aclassoc'),
        NetworkAclId: networkAclId,
        SubnetId: subnetId,
      })),
      Entries: [...entries(vpc, outward, true), ...entries(vpc, inward, false)],
      IsDefault: name === 'default',
      NetworkAclId: networkAclId,
      Tags: nameTag(`${vpc.name}-${name}`),
      VpcId: vpc.vpcId,
      OwnerId: vpc.account.ownerId,
    };
  };
  if (!vpc.customAcls) return [acl('default', everything, everything, subnets)];
  const tiers = ['web', 'app', 'data'].map((tier) => {
    const own = subnets.filter((subnet) => subnet.tier === tier);
    return acl(tier, inwardRules(vpc, tier, random), outwardRules(vpc, tier), own);
  });
  return [acl('default', everything, everything, []), ...tiers];
}

/** @param {VpcPlan} vpc @param {string} tier @param {Random} random @returns {AclRule[]} 11 to 20, first match first */
function inwardRules(vpc, tier, random) {
  const skeleton = [
    { cidr: ANYWHERE, protocol: TCP, ports: [23, 23], deny: true },
    { cidr: ANYWHERE, protocol: TCP, ports: [445, 445], deny: true },
    { cidr: ANYWHERE, protocol: TCP, ports: [3389, 3389], deny: true },
    { cidr: '172.16.0.0/12', protocol: TCP, ports: [22, 22] },
    { cidr: ANYWHERE, protocol: TCP, ports: [22, 22], deny: true },
    { cidr: vpc.cidr },
    { cidr: '10.0.0.0/8', protocol: TCP, ports: tier === 'data' ? [1024, 32767] : [1, 65535] },
    { cidr: ANYWHERE, protocol: TCP, ports: tier === 'web' ? [443, 443] : [8443, 8443] },
    ...(tier === 'web' ? [{ cidr: ANYWHERE, protocol: TCP, ports: [80, 80] }] : []),
    { cidr: ANYWHERE, protocol: TCP, ports: EPHEMERAL },
    { cidr: ANYWHERE, protocol: UDP, ports: EPHEMERAL },
  ];
  const count = 11 + random.integer(10);
  const blocked = Array.from({ length: Math.max(0, count - skeleton.length) }, () => ({
    cidr: `${random.pick(['198.51.100', '203.0.113', '192.0.2', '185.220.101'])}.${random.integer(16) * 16}/28`,
    deny: true,
    ...(random.chance(0.5) && { protocol: TCP, ports: portRange(random) }),
  }));
  // Single denials stand before what they except from.
  return [...blocked, ...skeleton];
}

/** @param {VpcPlan} vpc @param {string} tier @returns {AclRule[]} */
function outwardRules(vpc, tier) {
  return [
    { cidr: ANYWHERE, protocol: TCP, ports: [25, 25], deny: true },
    { cidr: vpc.cidr },
    { cidr: '10.0.0.0/8' },
    ...(tier === 'data' ? [] : [{ cidr: ANYWHERE, protocol: TCP, ports: [80, 80] }]),
    { cidr: ANYWHERE, protocol: TCP, ports: [443, 443] },
    { cidr: ANYWHERE, protocol: UDP, ports: [123, 123] },
    { cidr: ANYWHERE, protocol: TCP, ports: EPHEMERAL },
    { cidr: ANYWHERE, protocol: UDP, ports: EPHEMERAL },
  ];
}

/** @param {Random} random @returns {[number, number]} */
function portRange(random) {
  const from = 1 + random.integer(9000);
  return [from, from + random.integer(100)];
}

/** @param {VpcPlan} vpc @param {readonly AclRule[]} rules @param {boolean} egress @returns {object[]} */
function entries(vpc, rules, egress) {
  const numbered = [...rules.map((rule, i) => ({ rule, number: (i + 1) * 100 })), { rule: REFUSE, number: 32767 }];
  return numbered.flatMap(({ rule, number }) => {
    const twin = vpc.dualStack && { [ANYWHERE]: '::/0', [vpc.cidr]: ipv6Cidr(vpc) }[rule.cidr];
    const ipv4 = entry(rule, number, egress);
    return twin ? [ipv4, entry({ ...rule, cidr: twin }, number + 1, egress)] : [ipv4];
  });
}

/** @param {AclRule} rule @param {number} number @param {boolean} egress @returns {object} */
function entry({ cidr, protocol = '-1', ports, deny }, number, egress) {
  return {
    ...(cidr.includes(':') ? { Ipv6CidrBlock: cidr } : { CidrBlock: cidr }),
    Egress: egress,
    ...(ports && { PortRange: { From: ports[0], To: ports[1] } }),
    Protocol: protocol,
    RuleAction: deny ? 'deny' : 'allow',
    RuleNumber: number,
  };
}
