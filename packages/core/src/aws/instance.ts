import { flag, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import { handToAppliance } from './appliance.ts';
import { all, linksAlong, stopped } from './forwarding.ts';
import { notCollected } from './missing.ts';
import type { Behaviour, RecordType } from './resource-type.ts';
import { routedInterface } from './routed-interface.ts';
import { addressesLeft } from './unread-interface.ts';

const fields = {
  InstanceId: text,
  State: shape({ Name: text }),
  VpcId: text,
  SubnetId: text,
  PrivateIpAddress: text,
  PrivateDnsName: text,
  PublicDnsName: text,
  SourceDestCheck: flag,
  NetworkInterfaces: list(shape({ NetworkInterfaceId: text })),
  Tags: tags,
};
export type Instance = RecordOf<typeof fields>;

export const instance = {
  kind: 'instance',
  title: 'instance',
  arnType: 'instance',
  scopeTypes: ['AWS::EC2::Instance'],
  aspects: {
    modelled: ['one host with all its interfaces; running or not', 'as an appliance: forward, nat or drop, as stated'],
    assumed: {
      'APP-01': 'What it does with packets of others is unknown unless stated.',
      'PAR-18': 'An instance that does not run delivers nothing.',
    },
    unknown: ['what an appliance does inside, unless stated'],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeInstances',
      key: 'Reservations',
      holds: { within: 'Instances' },
      alone: ['InstanceId', 'State', 'NetworkInterfaces'],
      pageSize: 1000,
    },
  ],
  without: 'Instances cannot be named as ends, and whether one is running is unknown.',
  mayBeMeant: ({ vpcId }, family, net) => addressesLeft(net, vpcId, family),
  idPrefix: 'i-',
  record: shape(fields),
  key: (record) => record.instanceId,
} as const satisfies RecordType<'instance', Instance>;

/** A route that names an instance means its interface (PAR-07). */
export const instanceBehaviour: Behaviour = {
  keepsReferences: true,
  take(id, from, to, net) {
    const at = routedInterface(net, id)?.networkInterfaceId;
    if (at) return handToAppliance(net, at, from, to);
    return all(
      to,
      stopped(from, linksAlong(net, ...from.chain), notCollected(net, id, 'networkInterface', undefined, from.place)),
    );
  },
};
