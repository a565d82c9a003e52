import { peersOf } from './estate-plan.mjs';
import { S3_PREFIX_LIST } from './gateways.mjs';
import { describeSecurityGroup } from './security-group-answer.mjs';
import { ipv6Cidr } from './vpc-network.mjs';

/**
 * @typedef {import('./estate-plan.mjs').VpcPlan} VpcPlan
 * @typedef {import('./estate-plan.mjs').GroupPlan} GroupPlan
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {{ cidr: string } | { prefixList: string } | { group: GroupPlan, vpc: VpcPlan, peeringId?: string }} Peer
 * @typedef {{ protocol: string, from?: number, to?: number, peer: Peer, description?: string }} Rule
 */

const DATA_PORTS = [5432, 3306, 6379, 27017, 9200, 11211];
const RESTRICTED_EGRESS = 0.1;

/** @param {VpcPlan} vpc @param {Random} random @returns {object[]} about 19 rules each */
export function describeSecurityGroups(vpc, random) {
  return vpc.groups.map((group) => {
    const known = [...skeleton(vpc, group, random), ...acrossPeerings(vpc, group, random)];
    const ingress = [
      ...known,
      ...exceptions(vpc, (vpc.shape.rules ?? 17) - 3 + random.integer(8) - known.length, random),
    ];
    const open = group.tier === 'shared' || !random.chance(RESTRICTED_EGRESS);
    const egress = open ? anywhere(vpc, { protocol: '-1' }) : restrictedEgress(vpc);
    return describeSecurityGroup(vpc, group, ingress, egress);
  });
}

/** @param {number} from @param {Peer} peer @param {string} [description] @param {number} [to] @returns {Rule} */
function tcp(from, peer, description, to = from) {
  return { protocol: 'tcp', from, to, peer, ...(description && { description }) };
}

/** @param {VpcPlan} vpc @param {Omit<Rule, 'peer'>} rule @returns {Rule[]} */
function anywhere(vpc, rule) {
  const ipv4 = { ...rule, peer: { cidr: '0.0.0.0/0' } };
  return vpc.dualStack ? [ipv4, { ...rule, peer: { cidr: '::/0' } }] : [ipv4];
}

/** @param {VpcPlan} vpc @param {string} name @returns {Peer} */
function named(vpc, name) {
  return { group: vpc.groups.find((group) => group.name === name), vpc };
}

/** What makes the tiers work: web from anywhere, app from web, data from app, and the shared services. */
function skeleton(vpc, group, random) {
  const ofTier = (tier) => vpc.groups.filter((other) => other.tier === tier).map((other) => ({ group: other, vpc }));
  const some = (tier, count) => random.some(ofTier(tier), count);
  const itself = { protocol: '-1', peer: { group, vpc }, description: 'members among themselves' };
  switch (group.tier) {
    case 'web':
      return [...anywhere(vpc, tcp(443)), ...anywhere(vpc, tcp(80)), tcp(7946, { group, vpc }, 'gossip')];
    case 'app': {
      const port = 8000 + group.number * 10;
      const callers = [...some('web', 2), ...some('app', 1)];
      return [...callers.map((peer) => tcp(port, peer, 'http', port + 9)), ...(random.chance(0.3) ? [itself] : [])];
    }
    case 'data':
      return [...some('app', 3).map((peer) => tcp(DATA_PORTS[group.number % DATA_PORTS.length], peer)), itself];
    case 'shared':
      return shared(vpc, group);
  }
}

function shared(vpc, group) {
  const whole = vpc.dualStack ? [vpc.cidr, ipv6Cidr(vpc)] : [vpc.cidr];
  switch (group.name) {
    case 'inspection':
      return anywhere(vpc, { protocol: '-1' });
    case 'crowd':
      return [{ protocol: '-1', peer: { group, vpc }, description: 'members among themselves' }];
    case 'bastion':
      return [tcp(22, { prefixList: vpc.account.corporate }, 'administrators')];
    case 'endpoints':
      return whole.map((cidr) => tcp(443, { cidr }));
    default:
      return [
        tcp(22, named(vpc, 'bastion')),
        tcp(9100, named(vpc, 'monitoring'), 'node exporter', 9182),
        { protocol: 'icmp', from: -1, to: -1, peer: { cidr: vpc.cidr } },
        ...(vpc.dualStack ? [{ protocol: 'icmpv6', from: -1, to: -1, peer: { cidr: ipv6Cidr(vpc) } }] : []),
        tcp(22, { prefixList: vpc.account.corporate }, 'administrators'),
      ];
  }
}

/** Some peers are let in by their addresses, some by one of their groups. */
function acrossPeerings(vpc, group, random) {
  if (group.tier !== 'app' && group.tier !== 'data') return [];
  const port = group.tier === 'app' ? 8443 : DATA_PORTS[group.number % DATA_PORTS.length];
  return random.some([...peersOf(vpc).entries()], 3).map(([i, peer]) => {
    const from = random.chance(0.3)
      ? { group: random.pick(peer.groups), vpc: peer, peeringId: vpc.peerings[i].id }
      : { cidr: peer.cidr };
    return tcp(port, from, peer.name);
  });
}

/** Rules as they gather over the years: single hosts, offices, ranges, lists. */
function exceptions(vpc, count, random) {
  return Array.from({ length: Math.max(0, count) }, () => {
    const from = random.chance(0.5) ? random.pick([22, 443, 3389, 5432, 8080, 9090]) : 1024 + random.integer(30_000);
    const to = from + (random.chance(0.2) ? random.integer(200) : 0);
    const protocol = random.chance(0.9) ? 'tcp' : 'udp';
    return { protocol, from, to, peer: oldFriend(vpc, random), description: `CHG${random.integer(90_000) + 10_000}` };
  });
}

/** @param {VpcPlan} vpc @param {Random} random @returns {Peer} */
function oldFriend(vpc, random) {
  const [a, b, c] = [random.integer(16) + 16, random.integer(256), random.integer(256)];
  if (random.chance(0.5)) return { cidr: `172.${a}.${b}.${c}/32` };
  if (random.chance(0.3)) return { cidr: `172.${a}.${b}.0/24` };
  if (random.chance(0.3)) return { cidr: `198.51.100.${random.integer(16) * 16}/28` };
  if (random.chance(0.3)) return { prefixList: random.chance(0.5) ? vpc.account.partners : vpc.account.corporate };
  if (vpc.dualStack && random.chance(0.5)) return { cidr: `2001:db8:${a.toString(16)}:${(b + 1).toString(16)}::/64` };
  return { cidr: random.chance(0.5) ? `10.${b}.${c}.0/24` : vpc.cidr };
}

/** @param {VpcPlan} vpc @returns {Rule[]} */
function restrictedEgress(vpc) {
  return [
    ...anywhere(vpc, tcp(443)),
    tcp(443, { prefixList: S3_PREFIX_LIST }, 'S3'),
    { protocol: 'udp', from: 53, to: 53, peer: { cidr: vpc.cidr } },
    { protocol: 'udp', from: 123, to: 123, peer: { cidr: '169.254.169.123/32' } },
    ...[...DATA_PORTS.entries()]
      .slice(0, 3)
      .filter(([i]) => named(vpc, `data-${i + 1}`).group)
      .map(([i, port]) => tcp(port, named(vpc, `data-${i + 1}`))),
  ];
}
