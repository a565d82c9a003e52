import { flag, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { Forwarding, Step } from '../model/route.ts';
import type { LabelRange } from '../net/label-tree.ts';
import { aclStep, touchingAcls } from './acl-filters.ts';
import { tableOfSubnet } from './associated-table.ts';
import { blockPublicAccessStates } from './block-public-access-states.ts';
import { interfacesOf } from './delivery.ts';
import { emit, type Origin } from './emission.ts';
import { encryptionNote } from './encryption-control.ts';
import { all } from './forwarding.ts';
import { derivedBy, type Lookup } from './lookup.ts';
import { unreadySubnet } from './place-state.ts';
import type { RecordOfKind } from './record-types.ts';
import { routerAddress } from './reserved-addresses.ts';
import type { Behaviour, RecordType } from './resource-type.ts';
import { routeEdit } from './route-edits.ts';
import { returnToNode, sessionNode } from './session-return.ts';
import { zoneOf } from './zones.ts';

const fields = {
  SubnetId: text,
  SubnetArn: text,
  VpcId: text,
  State: text,
  OwnerId: text,
  AvailabilityZone: text,
  AvailabilityZoneId: text,
  CidrBlock: text,
  Ipv6CidrBlockAssociationSet: list(
    shape({
      AssociationId: text,
      Ipv6CidrBlock: text,
      Ipv6CidrBlockState: shape({ State: text }),
      Ipv6AddressAttribute: text,
      IpSource: text,
    }),
  ),
  MapPublicIpOnLaunch: flag,
  AssignIpv6AddressOnCreation: flag,
  EnableDns64: flag,
  BlockPublicAccessStates: blockPublicAccessStates,
  Tags: tags,
};
export type Subnet = RecordOf<typeof fields>;

export const subnet = {
  kind: 'subnet',
  title: 'subnet',
  arnType: 'subnet',
  aspects: {
    modelled: [
      'its zone, route table and network ACL; the main table where no other is associated',
      'reserved addresses',
    ],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeSubnets',
      key: 'Subnets',
      holds: 'elements',
      alone: ['SubnetId', 'VpcId', 'CidrBlock', 'AvailabilityZone'],
      pageSize: 1000,
    },
  ],
  without: 'Subnets are unknown, so no interface has a route table or network ACL.',
  idPrefix: 'subnet-',
  prefixes: (record) => [
    record.cidrBlock,
    ...record.ipv6CidrBlockAssociationSet.map((block) => block?.ipv6CidrBlock),
    routerAddress(record.cidrBlock),
  ],
  connect(record, _net, graph) {
    const { subnetId, vpcId } = record;
    if (!subnetId || !vpcId) return;
    graph.node(vpcId, 'vpc');
    graph.node(subnetId, 'subnet', record.tags.Name);
    graph.node(interfacesOf(subnetId), 'interfaces');
    for (const [a, b] of [
      [subnetId, vpcId],
      [subnetId, interfacesOf(subnetId)],
    ] as const) {
      graph.link(a, b);
      graph.link(b, a);
    }
  },
  record: shape(fields),
  key: (record) => record.subnetId,
  owner: (record) => record.ownerId,
} as const satisfies RecordType<'subnet', Subnet>;

/** Packets that interfaces of the subnet send: on-link ones go straight, the rest leaves through the ACL by the table. */
export const subnetBehaviour: Behaviour = {
  forward(at, to, net) {
    const record = net.get('subnet', at.at) as RecordOfKind<'subnet'>;
    const unready = unreadySubnet(net, at.at, at.at, record);
    if (unready) return all(to, { links: [], steps: [], next: unready });
    return emitFrom(net, subnetOrigin(net, record, at), to);
  },
  enable(at, via, family, to, net) {
    const table = tableOfSubnet(net, at, net.get('subnet', at)?.vpcId ?? '');
    return table && routeEdit(net, table, via, family, to);
  },
};

/** By the table, but for answers that a balancer's session leads back to it. */
export function emitFrom(net: Lookup, origin: Origin, to: LabelRange): readonly Forwarding[] {
  const node = sessionNode(net, origin.via);
  return node ? returnToNode(net, origin, node, to) : emit(net, origin, to);
}

/** In `Locus.as`: a balancer's node sends, under its client's address (NLB-02). */
export const AS_CLIENT = 'client';

/** How packets leave a subnet; a NAT gateway in it sends the same way. */
export function subnetOrigin(
  net: Lookup,
  record: RecordOfKind<'subnet'>,
  at: { readonly family: 4 | 6; readonly via?: string; readonly as?: string },
) {
  const [subnetId, vpcId, zone] = [record.subnetId as string, record.vpcId as string, zoneOf(record)];
  return {
    chain: [subnetId],
    subnetId,
    vpcId,
    ...(zone ? { zone } : {}),
    ...(at.via ? { via: at.via } : {}),
    ...(at.as === AS_CLIENT ? { sendsForClient: true } : {}),
    steps: leavingSteps(net, `${at.family} ${subnetId}`),
    place: record,
    table: tableOfSubnet(net, subnetId, vpcId),
  };
}

const leavingSteps = derivedBy(
  (net, key): readonly Step[] => {
    const [family, subnetId = ''] = key.split(' ');
    const note = encryptionNote(net, net.get('subnet', subnetId)?.vpcId ?? '');
    return [aclStep(net, subnetId, 'egress', family === '4' ? 4 : 6), ...note];
  },
  touchingAcls((key) => key.split(' ')[1] ?? ''),
);
