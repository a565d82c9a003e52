import { createRandom } from './random.mjs';
import { median, quantile } from './statistics.mjs';

/** @typedef {import('./subject.mjs').Subject} Subject */

/** So many changes of each form at most, and so long, in milliseconds of the processor. */
const MOST = { usedPrefix: 100, newPrefix: 10, acl: 10, route: 10 };
const BUDGET = 15_000;
/** Those before are not counted: what is worked out once for all what-ifs is told by itself. */
const WARM_UP = 3;

/** Forms that are measured together: one that takes long must not hide what others take. */
const FORMS = {
  rules: { oneRuleWhatIf: [ruleChange, MOST.usedPrefix], oneNewPrefixWhatIf: [newPrefixChange, MOST.newPrefix] },
  acls: { oneAclRuleWhatIf: [aclChange, MOST.acl] },
  routes: { oneRouteWhatIf: [routeChange, MOST.route] },
};

/**
 * What-ifs of one change each, with an exact diff, on a network that was read and compiled: the time of the processor, as
 * the machine may have other things to do.
 * @param {Subject} subject @param {object} snapshot @param {keyof typeof FORMS} of
 */
export function measureChanges(subject, snapshot, of) {
  const network = subject.compile(snapshot);
  const random = createRandom(1);
  const firstWhatIfMs = cpuTime(() => subject.whatIf(network, [ruleChange(snapshot.records, random, 0)]));
  const figures = of === 'rules' ? { firstWhatIfMs } : {};
  for (const [name, [change, most]] of Object.entries(FORMS[of])) {
    const taken = [];
    const spent = () => taken.reduce((sum, one) => sum + one, 0);
    for (let i = 0; i < most + WARM_UP && (i === 0 || spent() < BUDGET); i++) {
      const one = change(snapshot.records, random, i);
      taken.push(cpuTime(() => subject.whatIf(network, [one])));
    }
    const counted = taken.length > 2 * WARM_UP ? taken.slice(WARM_UP) : taken;
    figures[`${name}Ms`] = median(counted);
    figures[`${name}P90Ms`] = quantile(counted, 0.9);
    figures[`${name}Count`] = counted.length;
  }
  return figures;
}

/** Two inputs, read apart, of which one is the other after a change such as people make: compiled and compared. */
export function measureFullDiff(subject, before, after) {
  const random = createRandom(2);
  const changes = [
    ruleChange(after.records, random, 0),
    ruleChange(after.records, random, 1),
    aclChange(after.records, random, 0),
    routeChange(after.records, random, 0),
    ...Array.from({ length: 5 }, () => groupsChange(after.records, random)),
  ];
  const changed = subject.applyChanges(after, changes);
  let pairs = 0;
  const fullDiffMs = cpuTime(() => {
    pairs = subject.diff([before, changed]).groups.reduce((sum, group) => sum + group.pairs, 0);
  });
  return { fullDiffMs, fullDiffPairs: pairs };
}

export function cpuTime(run) {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const PORTS = [22, 80, 443, 3306, 5432, 6379, 8080, 8443, 9090];

/** Every other one takes a rule away; the others add one for a range that the estate has. */
function ruleChange({ securityGroup, subnet }, random, i) {
  if (i % 2 === 1) return addedRule(random.pick(securityGroup), random, random.pick(subnet).cidrBlock);
  const group = random.pick(securityGroup.filter(({ ipPermissions }) => ipPermissions.length > 0));
  const at = random.integer(group.ipPermissions.length);
  const permission = group.ipPermissions[at];
  const lists = ['ipRanges', 'ipv6Ranges', 'prefixListIds', 'userIdGroupPairs'].filter(
    (name) => permission[name].length > 0,
  );
  const list = random.pick(lists);
  const place = `/IpPermissions/${at}/${list[0].toUpperCase()}${list.slice(1)}/0`;
  return { op: 'remove', component: group.groupId, at: place };
}

function newPrefixChange({ securityGroup }, random) {
  const host = `10.${random.integer(256)}.${random.integer(256)}.${random.integer(256)}/32`;
  return addedRule(random.pick(securityGroup), random, host);
}

function addedRule({ groupId }, random, cidr) {
  const port = random.pick(PORTS);
  const value = { IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: [{ CidrIp: cidr }] };
  return { op: 'add', component: groupId, at: '/IpPermissions/-', value };
}

function aclChange({ networkAcl }, random) {
  const acl = random.pick(networkAcl.filter(({ entries }) => entries.some(isNumbered)));
  const entry = random.pick(acl.entries.filter(isNumbered));
  const at = `/Entries/RuleNumber=${entry.ruleNumber},Egress=${entry.egress}`;
  return { op: 'remove', component: acl.networkAclId, at };
}

function isNumbered({ ruleNumber }) {
  return ruleNumber < 32_767;
}

function routeChange({ routeTable }, random) {
  const isOther = ({ gatewayId }) => gatewayId !== 'local';
  const table = random.pick(routeTable.filter(({ routes }) => routes.some(isOther)));
  const at = table.routes.indexOf(random.pick(table.routes.filter(isOther)));
  return { op: 'remove', component: table.routeTableId, at: `/Routes/${at}` };
}

function groupsChange({ networkInterface }, random) {
  const some = networkInterface.filter(({ groups, vpcId }) => groups.length > 0 && vpcId);
  const own = random.pick(some);
  const other = random.pick(some.filter(({ vpcId }) => vpcId === own.vpcId));
  return {
    op: 'replace',
    component: own.networkInterfaceId,
    at: '/Groups/0',
    value: { GroupId: other.groups[0].groupId, GroupName: other.groups[0].groupName },
  };
}
