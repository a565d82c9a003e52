import { flag, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import { accountOfArn } from './arn.ts';
import { ownedInterfaces } from './owned-interfaces.ts';
import type { Naming, Recorded, RecordType } from './resource-type.ts';

const fields = {
  name: text,
  arn: text,
  status: text,
  endpoint: text,
  resourcesVpcConfig: shape({
    vpcId: text,
    subnetIds: list(text),
    securityGroupIds: list(text),
    clusterSecurityGroupId: text,
    endpointPublicAccess: flag,
    endpointPrivateAccess: flag,
    publicAccessCidrs: list(text),
  }),
  tags,
};
export type EksCluster = RecordOf<typeof fields>;

/** Its name is unique in an account and Region; one call lists the names, another describes each cluster. */
export const eksCluster = {
  kind: 'eksCluster',
  title: 'EKS cluster',
  aspects: {
    modelled: ['the interfaces and host name of its control plane'],
    assumed: { 'ENI-04': 'Its interfaces are found by the marks that AWS puts on them.' },
  },
  calls: [
    {
      service: 'eks',
      operation: 'DescribeCluster',
      key: 'cluster',
      holds: 'object',
      argument: { name: 'name', of: 'eksCluster' },
      when: { has: 'resourcesVpcConfig' },
    },
    { service: 'eks', operation: 'ListClusters', key: 'clusters', holds: { named: 'name' } },
  ],
  without: 'The control planes of EKS clusters cannot be named as ends.',
  neededBy: [{ in: 'networkInterface', at: 'description', like: /^Amazon EKS / }],
  prefixes: (record) => record.resourcesVpcConfig?.publicAccessCidrs ?? [],
  isUnrouted: true,
  record: shape(fields),
  key: (record) => record.name,
  owner: (record) => accountOfArn(record.arn),
} as const satisfies RecordType<'eksCluster', EksCluster>;

export const eksClusterNaming: Naming<Recorded<EksCluster>> = {
  word: 'eks',
  names: (record) => [record.name, record.arn],
  hosts: (record) => [record.endpoint?.replace(/^https:\/\//, '')],
  interfaces: (record, net) =>
    ownedInterfaces(net, { description: 'Amazon EKS ', name: record.name, vpcId: record.resourcesVpcConfig?.vpcId }),
  mark: /^Amazon EKS (\S+)/,
};
