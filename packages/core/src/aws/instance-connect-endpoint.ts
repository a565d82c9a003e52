import { flag, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { ComponentId, Stop } from '../model/route.ts';
import { derived, type Lookup } from './lookup.ts';
import { dropped } from './missing.ts';
import type { RecordOfKind } from './record-types.ts';
import type { Naming, Recorded, RecordType } from './resource-type.ts';
import { works } from './states.ts';

const fields = {
  InstanceConnectEndpointId: text,
  InstanceConnectEndpointArn: text,
  OwnerId: text,
  State: text,
  VpcId: text,
  SubnetId: text,
  AvailabilityZone: text,
  NetworkInterfaceIds: list(text),
  SecurityGroupIds: list(text),
  PreserveClientIp: flag,
  IpAddressType: text,
  DnsName: text,
  Tags: tags,
};
export type InstanceConnectEndpoint = RecordOf<typeof fields>;

export const instanceConnectEndpoint = {
  kind: 'instanceConnectEndpoint',
  title: 'EC2 Instance Connect Endpoint',
  aspects: {
    modelled: ['whose address it sends from, its groups'],
    assumed: { 'ENI-04': 'Its interface is found by its record or by the marks that AWS puts on it.' },
    unknown: [
      'the addresses of its users where it keeps them: only rules for all addresses, or for its groups, surely admit',
    ],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeInstanceConnectEndpoints',
      key: 'InstanceConnectEndpoints',
      holds: 'elements',
    },
  ],
  without: 'Instance Connect Endpoints cannot be named as ends, and whose address they send from is unknown.',
  neededBy: [{ in: 'networkInterface', at: 'interfaceType', like: /^ec2_instance_connect_endpoint$/ }],
  idPrefix: 'eice-',
  record: shape(fields),
  key: (record) => record.instanceConnectEndpointId,
  owner: (record) => record.ownerId,
} as const satisfies RecordType<'instanceConnectEndpoint', InstanceConnectEndpoint>;

export const instanceConnectEndpointNaming: Naming<Recorded<InstanceConnectEndpoint>> = {
  word: 'eice',
  names: (record) => [record.instanceConnectEndpointArn, record.tags.Name],
  hosts: (record) => [record.dnsName],
  interfaces: (record) => record.networkInterfaceIds,
};

const byInterface = derived(
  (net) =>
    new Map(
      net
        .all('instanceConnectEndpoint')
        .flatMap((one) =>
          one.networkInterfaceIds.map((id): [string, RecordOfKind<'instanceConnectEndpoint'>] => [id ?? '', one]),
        ),
    ),
);

/** Why the endpoint that an interface is of sends nothing: one that was not made, or is going. An update may let it work. */
export function instanceConnectStop(net: Lookup, at: ComponentId): Stop | undefined {
  const { instanceConnectEndpointId: id = at, state } = byInterface(net).get(at) ?? {};
  if (works(state, 'create-complete', 'update-complete')) return undefined;
  const evidence = { component: id, effect: 'blocks' as const, text: `its state is ${state}` };
  if (/^(?:update|delete-failed)/i.test(state ?? '')) {
    return { kind: 'unknown', code: 'NOT_MODELLED', at: id, evidence: [evidence] };
  }
  return dropped(id, 'BAD_STATE', evidence);
}
