import { list, type RecordOf, shape, text } from '../model/fields.ts';
import { accountOfArn } from './arn.ts';
import { connectNodes, nodesOf } from './balancer-nodes.ts';
import type { Naming, Recorded, RecordType } from './resource-type.ts';
import { loadBalancerSigns } from './signs.ts';

const fields = {
  LoadBalancerArn: text,
  LoadBalancerName: text,
  DNSName: text,
  Type: text,
  Scheme: text,
  VpcId: text,
  State: shape({ Code: text, Reason: text }),
  AvailabilityZones: list(
    shape({
      ZoneName: text,
      SubnetId: text,
      LoadBalancerAddresses: list(
        shape({ IpAddress: text, AllocationId: text, PrivateIPv4Address: text, IPv6Address: text }),
      ),
      SourceNatIpv6Prefixes: list(text),
    }),
  ),
  SecurityGroups: list(text),
  IpAddressType: text,
  EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: text,
  EnablePrefixForIpv6SourceNat: text,
};
export type LoadBalancer = RecordOf<typeof fields>;

export const loadBalancer = {
  kind: 'loadBalancer',
  title: 'load balancer',
  scopeTypes: ['AWS::ElasticLoadBalancingV2::LoadBalancer'],
  aspects: {
    modelled: [
      'application, network and gateway balancers: nodes by zone, schemes, groups, both families',
      'the reply’s way through the balancer',
    ],
    assumed: {
      'LB-01': 'One usable target is enough.',
      'LB-02': 'Nodes are the interfaces that AWS describes as the balancer’s.',
      'LB-08': 'Every target group that some rule of a listener may lead to is possible.',
      'PL-06': 'No network ACL is asked between a PrivateLink endpoint and its balancer.',
    },
  },
  calls: [
    {
      service: 'elbv2',
      operation: 'DescribeLoadBalancers',
      key: 'LoadBalancers',
      holds: 'elements',
      alone: ['LoadBalancerArn', 'Type', 'Scheme', 'AvailabilityZones'],
      when: { has: 'LoadBalancerArn' },
    },
  ],
  without: 'What load balancers do with packets is unknown.',
  neededBy: loadBalancerSigns,
  prefixes: (record) =>
    record.availabilityZones
      .flatMap((zone) => zone?.loadBalancerAddresses ?? [])
      .flatMap((one) => [one?.ipAddress, one?.privateIPv4Address, one?.iPv6Address]),
  isUnrouted: true,
  connect({ loadBalancerArn: id, loadBalancerName: name, availabilityZones: zones }, net, graph) {
    if (id)
      connectNodes(
        net,
        graph,
        { id, kind: 'loadBalancer', name },
        zones.map((zone) => zone?.subnetId),
      );
  },
  record: shape(fields),
  key: (record) => record.loadBalancerArn,
  owner: (record) => accountOfArn(record.loadBalancerArn),
} as const satisfies RecordType<'loadBalancer', LoadBalancer>;

export const loadBalancerNaming: Naming<Recorded<LoadBalancer>> = {
  word: 'lb',
  names: (record) => [record.loadBalancerName, record.loadBalancerArn?.split(':loadbalancer/')[1]],
  hosts: (record) => [record.dNSName],
  interfaces: (record, net) => nodesOf(net, record.loadBalancerArn ?? '').map(({ at }) => at),
  isPublic: (record) => record.scheme?.toLowerCase() === 'internet-facing',
  mark: /^ELB ((?:app|net)\/\S+)/,
};

const attributesFields = {
  LoadBalancerArn: text,
  Attributes: list(shape({ Key: text, Value: text })),
};
export type LoadBalancerAttributes = RecordOf<typeof attributesFields>;

export const loadBalancerAttributes = {
  kind: 'loadBalancerAttributes',
  title: 'attributes of a load balancer',
  aspects: {
    modelled: ['cross-zone balancing'],
  },
  calls: [
    {
      service: 'elbv2',
      operation: 'DescribeLoadBalancerAttributes',
      key: 'Attributes',
      holds: 'answer',
      argument: { name: 'LoadBalancerArn', of: 'loadBalancer' },
      when: { has: 'Key' },
    },
  ],
  without: 'Whether load balancers send to targets in other Availability Zones is unknown.',
  neededBy: [{ in: 'loadBalancer' }],
  record: shape(attributesFields),
  key: (record) => record.loadBalancerArn,
  owner: (record) => accountOfArn(record.loadBalancerArn),
} as const satisfies RecordType<'loadBalancerAttributes', LoadBalancerAttributes>;
