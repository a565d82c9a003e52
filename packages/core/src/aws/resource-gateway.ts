import { list, type RecordOf, shape, text } from '../model/fields.ts';
import { accountOfArn } from './arn.ts';
import { RESOURCE_GATEWAY_INTERFACE } from './interface-owner.ts';
import type { Lookup } from './lookup.ts';
import { ownedInterfaces } from './owned-interfaces.ts';
import type { RecordType } from './resource-type.ts';

const fields = {
  id: text,
  arn: text,
  name: text,
  status: text,
  vpcIdentifier: text,
  subnetIds: list(text),
  securityGroupIds: list(text),
  ipAddressType: text,
};
export type ResourceGateway = RecordOf<typeof fields>;

/** Where a VPC takes in what consumers of its resources ask for by endpoints of other VPCs (RSE-01). */
export const resourceGateway = {
  kind: 'resourceGateway',
  title: 'VPC Lattice resource gateway',
  isPassage: true,
  aspects: {
    modelled: ['its interfaces, from whose addresses and groups resources are asked, zone by zone'],
    assumed: {
      'ENI-04': 'Its interfaces are found by the description that AWS gives them.',
      'RSE-01': 'Of several addresses it uses any: all must be admitted, else the answer is unknown.',
    },
    unknown: ['where it is not in the zone of the endpoint’s interface'],
  },
  calls: [
    {
      service: 'vpc-lattice',
      operation: 'ListResourceGateways',
      key: 'items',
      holds: 'elements',
      when: { has: 'subnetIds' },
    },
  ],
  without: 'From where resources behind endpoints are asked is unknown.',
  neededBy: [
    { in: 'resourceConfiguration' },
    { in: 'networkInterface', at: 'description', like: new RegExp(`^${RESOURCE_GATEWAY_INTERFACE}`) },
  ],
  idPrefix: 'rgw-',
  record: shape(fields),
  key: (record) => record.id,
  owner: (record) => accountOfArn(record.arn),
} as const satisfies RecordType<'resourceGateway', ResourceGateway>;

/** AWS names the gateway in the description of each of its interfaces. */
export function interfacesOfGateway(net: Lookup, id: string): readonly string[] {
  return ownedInterfaces(net, { description: RESOURCE_GATEWAY_INTERFACE, name: id });
}
