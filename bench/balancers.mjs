/**
 * @typedef {import('./estate-plan.mjs').VpcPlan} VpcPlan
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./vpc-network.mjs').SubnetPlan} SubnetPlan
 * @typedef {{ GroupId: string }} GroupName
 */

const KEYS = [
  'loadBalancers',
  'listeners',
  'targetGroups',
  'targetHealth',
  'targetGroupAttributes',
  'balancerAttributes',
];

/**
 * A network balancer before every group of the app tier that somebody is in.
 * @param {VpcPlan} vpc
 * @param {readonly SubnetPlan[]} subnets
 * @param {{ Groups: GroupName[], Attachment: { InstanceId?: string } }[]} hosts the interfaces of instances
 * @param {Random} random
 * @returns {Record<string, object[]>} what is described, with the interfaces of the balancers
 */
export function describeBalancers(vpc, subnets, hosts, random) {
  const described = { balancerInterfaces: [], ...Object.fromEntries(KEYS.map((key) => [key, []])) };
  if (!vpc.shape.balancers) return described;
  const app = subnets.filter(({ tier }) => tier === 'app');
  for (const group of vpc.groups.filter(({ tier }) => tier === 'app')) {
    const members = hosts.filter(({ Groups }) => Groups.some(({ GroupId }) => GroupId === group.groupId));
    if (members.length === 0) continue;
    const made = describeBalancer(vpc, group, app, members, random);
    for (const [key, list] of Object.entries(made)) described[key].push(...list);
  }
  return described;
}

function describeBalancer(vpc, group, subnets, members, random) {
  const name = `${vpc.index}-${group.name}`;
  const prefix = `arn:aws:elasticloadbalancing:${vpc.region}:${vpc.account.ownerId}`;
  const [own, target] = [`net/${name}/${random.hex(16)}`, `targetgroup/${name}/${random.hex(16)}`];
  const [LoadBalancerArn, TargetGroupArn] = [`${prefix}:loadbalancer/${own}`, `${prefix}:${target}`];
  const port = 8000 + group.number * 10;
  return {
    loadBalancers: [
      {
        LoadBalancerArn,
        LoadBalancerName: name,
        DNSName: `${name}-${random.hex(16)}.elb.${vpc.region}.amazonaws.com`,
        Type: 'network',
        Scheme: 'internal',
        VpcId: vpc.vpcId,
        State: { Code: 'active' },
        IpAddressType: 'ipv4',
        AvailabilityZones: subnets.map(({ subnetId, zone }) => ({
          ZoneName: zone,
          SubnetId: subnetId,
          LoadBalancerAddresses: [],
        })),
        SecurityGroups: [],
      },
    ],
    balancerAttributes: [
      { LoadBalancerArn, Attributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }] },
    ],
    listeners: [
      {
        ListenerArn: `${prefix}:listener/${own}/${random.hex(16)}`,
        LoadBalancerArn,
        Port: 80,
        Protocol: 'TCP',
        DefaultActions: [{ Type: 'forward', TargetGroupArn, Order: 1 }],
      },
    ],
    targetGroups: [
      {
        TargetGroupArn,
        TargetGroupName: name,
        Protocol: 'TCP',
        Port: port,
        VpcId: vpc.vpcId,
        TargetType: 'instance',
        IpAddressType: 'ipv4',
        LoadBalancerArns: [LoadBalancerArn],
      },
    ],
    targetGroupAttributes: [{ TargetGroupArn, Attributes: [{ Key: 'preserve_client_ip.enabled', Value: 'true' }] }],
    targetHealth: [
      {
        TargetGroupArn,
        TargetHealthDescriptions: members.map(({ Attachment: { InstanceId } }) => ({
          Target: { Id: InstanceId, Port: port },
          TargetHealth: { State: 'healthy' },
        })),
      },
    ],
    balancerInterfaces: subnets.map((subnet) => describeNode(vpc, subnet, own, random)),
  };
}

function describeNode(vpc, subnet, name, random) {
  const ip = subnet.nextIpv4();
  return {
    Attachment: {
      AttachmentId: random.id('ela-attach'),
      DeviceIndex: 1,
      InstanceOwnerId: 'amazon-elb',
      Status: 'attached',
    },
    AvailabilityZone: subnet.zone,
    Description: `ELB ${name}`,
    Groups: [],
    InterfaceType: 'network_load_balancer',
    Ipv6Addresses: [],
    NetworkInterfaceId: random.id('eni'),
    OwnerId: vpc.account.ownerId,
    PrivateIpAddress: ip,
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: ip }],
    RequesterId: 'amazon-elb',
    RequesterManaged: true,
    SourceDestCheck: false,
    Status: 'in-use',
    SubnetId: subnet.subnetId,
    TagSet: [],
    VpcId: vpc.vpcId,
  };
}
