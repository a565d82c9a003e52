import { list, type RecordOf, shape, text } from '../model/fields.ts';
import { accountOfArn } from './arn.ts';
import type { RecordType } from './resource-type.ts';

const fields = {
  id: text,
  arn: text,
  name: text,
  type: text,
  status: text,
  resourceGatewayId: text,
  /** Of a child: the group that it is in. */
  resourceConfigurationGroupId: text,
  protocol: text,
  /** Each one port, or `22-30`. */
  portRanges: list(text),
  resourceConfigurationDefinition: shape({
    dnsResource: shape({ domainName: text, ipAddressType: text }),
    ipResource: shape({ ipAddress: text }),
    arnResource: shape({ arn: text }),
  }),
};
export type ResourceConfiguration = RecordOf<typeof fields>;

/** What an endpoint of a resource leads to. One call lists them, another tells what each of them is. */
export const resourceConfiguration = {
  kind: 'resourceConfiguration',
  title: 'VPC Lattice resource configuration',
  isPassage: true,
  aspects: {
    modelled: [
      'addresses, host names of the input, and databases by ARN, on the ports that are offered',
      'groups, with all of their children',
    ],
    unknown: [
      'host names that nothing of the input has',
      'which child of a group an address of its endpoint stands for',
    ],
  },
  calls: [
    {
      service: 'vpc-lattice',
      operation: 'GetResourceConfiguration',
      key: 'resourceConfigurationDefinition',
      holds: 'answer',
      argument: { name: 'resourceConfigurationIdentifier', of: 'resourceConfiguration', field: 'id' },
    },
    {
      service: 'vpc-lattice',
      operation: 'ListResourceConfigurations',
      key: 'items',
      holds: 'elements',
      when: { has: 'resourceGatewayId' },
    },
  ],
  without: 'What endpoints of resources lead to is unknown.',
  neededBy: [{ in: 'vpcEndpoint', at: 'resourceConfigurationArn' }],
  idPrefix: 'rcfg-',
  *prefixes(record) {
    yield record.resourceConfigurationDefinition?.ipResource?.ipAddress;
  },
  record: shape(fields),
  key: (record) => record.id,
  owner: (record) => accountOfArn(record.arn),
  about: (record) => record.id,
} as const satisfies RecordType<'resourceConfiguration', ResourceConfiguration>;
