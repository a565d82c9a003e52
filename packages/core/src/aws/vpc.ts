import { flag, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import { type Family, type Prefix, parsePrefix } from '../net/address.ts';
import { blockPublicAccessStates } from './block-public-access-states.ts';
import { deliver } from './delivery.ts';
import { placeOf } from './lookup.ts';
import { resolverAddress } from './reserved-addresses.ts';
import type { Behaviour, RecordType } from './resource-type.ts';
import { works } from './states.ts';

const association = {
  AssociationId: text,
  CidrBlock: text,
  CidrBlockState: shape({ State: text }),
};
const ipv6Association = {
  AssociationId: text,
  Ipv6CidrBlock: text,
  Ipv6CidrBlockState: shape({ State: text }),
  Ipv6AddressAttribute: text,
  IpSource: text,
};

const fields = {
  VpcId: text,
  State: text,
  OwnerId: text,
  CidrBlock: text,
  CidrBlockAssociationSet: list(shape(association)),
  Ipv6CidrBlockAssociationSet: list(shape(ipv6Association)),
  IsDefault: flag,
  BlockPublicAccessStates: blockPublicAccessStates,
  EncryptionControl: shape({ Mode: text, State: text }),
  Tags: tags,
};
export type Vpc = RecordOf<typeof fields>;

export const vpc = {
  kind: 'vpc',
  title: 'VPC',
  arnType: 'vpc',
  aspects: {
    modelled: [
      'ranges of both families, the local route of each',
      'encryption controls: a note where they are enforced',
    ],
    unknown: ['Outposts, Wavelength Zones and Oracle Database@AWS behind their gateways'],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeVpcs',
      key: 'Vpcs',
      holds: 'elements',
      alone: ['VpcId', 'CidrBlock', 'CidrBlockAssociationSet'],
      pageSize: 1000,
    },
  ],
  without: 'Address ranges of VPCs are unknown, so local routes and peering cannot be followed.',
  idPrefix: 'vpc-',
  prefixes: (record) => [
    record.cidrBlock,
    ...record.cidrBlockAssociationSet.map((block) => block?.cidrBlock),
    ...record.ipv6CidrBlockAssociationSet.map((block) => block?.ipv6CidrBlock),
    resolverAddress(record.cidrBlock),
  ],
  connect(record, _net, graph) {
    if (record.vpcId) graph.node(record.vpcId, 'vpc', record.tags.Name);
  },
  record: shape(fields),
  key: (record) => record.vpcId,
  owner: (record) => record.ownerId,
} as const satisfies RecordType<'vpc', Vpc>;

/** A VPC routes nothing by itself: it delivers what comes in by peering to an interface, or drops it (PCX-03, PCX-06). */
export const vpcBehaviour: Behaviour = {
  forward: (at, to, net) =>
    deliver(net, { chain: [at.at], vpcId: at.at, steps: [], place: placeOf(net, at.at), why: () => [] }, to, at.via),
};

/** The ranges of a VPC that are associated. */
export function rangesOf(record: Vpc, family?: Family): readonly Prefix[] {
  const blocks = [
    record.cidrBlock,
    ...record.cidrBlockAssociationSet.map((block) =>
      works(block?.cidrBlockState?.state, 'associated') ? block?.cidrBlock : undefined,
    ),
    ...record.ipv6CidrBlockAssociationSet.map((block) =>
      works(block?.ipv6CidrBlockState?.state, 'associated') ? block?.ipv6CidrBlock : undefined,
    ),
  ];
  const unique = [...new Set(blocks)].flatMap((block) => (block ? (parsePrefix(block) ?? []) : []));
  return family ? unique.filter((prefix) => prefix.family === family) : unique;
}
