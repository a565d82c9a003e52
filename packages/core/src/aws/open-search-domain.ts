import { list, named, type RecordOf, shape, text } from '../model/fields.ts';
import { accountOfArn } from './arn.ts';
import { ownedInterfaces } from './owned-interfaces.ts';
import type { Naming, Recorded, RecordType } from './resource-type.ts';

const fields = {
  DomainName: text,
  DomainId: text,
  ARN: text,
  Endpoint: text,
  EndpointV2: text,
  Endpoints: named(text),
  VPCOptions: shape({
    VPCId: text,
    SubnetIds: list(text),
    AvailabilityZones: list(text),
    SecurityGroupIds: list(text),
  }),
};
export type OpenSearchDomain = RecordOf<typeof fields>;

/** Its name is unique in an account and Region. Elasticsearch's older call answers alike. */
export const openSearchDomain = {
  kind: 'openSearchDomain',
  title: 'OpenSearch domain',
  aspects: {
    modelled: ['its interfaces and host names'],
    assumed: { 'ENI-04': 'Its interfaces are found by the marks that AWS puts on them.' },
  },
  calls: [
    {
      service: 'opensearch',
      operation: 'DescribeDomains',
      key: 'DomainStatusList',
      holds: 'elements',
      argument: { name: 'DomainNames', of: 'openSearchDomain', field: 'DomainName', isList: true },
    },
    { service: 'opensearch', operation: 'ListDomainNames', key: 'DomainNames', holds: 'elements' },
  ],
  without: 'OpenSearch domains cannot be named as ends.',
  neededBy: [{ in: 'networkInterface', at: 'description', like: /^ES / }],
  record: shape(fields),
  key: (record) => record.domainName,
  owner: (record) => accountOfArn(record.aRN),
} as const satisfies RecordType<'openSearchDomain', OpenSearchDomain>;

export const openSearchDomainNaming: Naming<Recorded<OpenSearchDomain>> = {
  word: 'opensearch',
  holdsData: true,
  names: (record) => [record.domainName, record.aRN],
  hosts: (record) => [record.endpoint, record.endpointV2, ...Object.values(record.endpoints)],
  interfaces: (record, net) =>
    ownedInterfaces(net, { description: 'ES ', name: record.domainName, vpcId: record.vPCOptions?.vPCId }),
  mark: /^ES (\S+)/,
};
