import fc from 'fast-check';
import { balancer, balancerArn, listener, targetGroup, targetGroupArn } from '../oracle/balancer-networks.ts';
import { ALL, acl, edit, group, host, type Raw, raw, subnet, table, vpc } from '../oracle/build.ts';
import type { RawEdit } from './brute-force.ts';

/** A client, a Network Load Balancer and two servers in a zone each, of which anything may be wrong that edits can mend. */
export const CLIENT = '10.1.0.10';
export const NODE = '10.1.1.20';
const SERVERS = { 2: '10.1.1.10', 3: '10.1.2.10' } as const;
const PORT = 443;
const GROUP = targetGroupArn('front');
const LISTENER = `${balancerArn('net', 'front').replace(':loadbalancer/', ':listener/')}/443`;

const mostly = <T>(right: T, wrong: T): fc.Arbitrary<T> => fc.constantFrom(right, right, wrong);
const permissions = mostly<readonly object[]>(ALL, []);

export const smallBalancers: fc.Arbitrary<readonly Raw[]> = fc
  .record({
    listens: mostly(true, false),
    targets: fc.constantFrom([2], [3], [2, 3], []),
    isDraining: mostly(false, true),
    crossesZones: fc.boolean(),
    groups: fc.tuple(permissions, permissions, permissions, permissions),
  })
  .map(({ listens, targets, isDraining, crossesZones, groups: [client, front, two, three] }) => {
    const state = isDraining ? 'draining' : 'healthy';
    const zone = (k: number) => ({ AvailabilityZone: `eu-west-1${'abc'[k]}`, AvailabilityZoneId: `euw1-az${k + 1}` });
    const nodes = [{ subnetId: 'subnet-1', ip: NODE }];
    const made = [
      vpc('vpc-1', '10.1.0.0/16'),
      ...[0, 1, 2].map((k) => subnet(`subnet-${k}`, 'vpc-1', `10.1.${k}.0/24`, zone(k === 0 ? 1 : k))),
      table('rtb-1', 'vpc-1', { main: true }, { '10.1.0.0/16': 'local' }),
      acl('acl-1', 'vpc-1', ['subnet-0', 'subnet-1', 'subnet-2']),
      group('sg-1', 'vpc-1', { IpPermissionsEgress: client }),
      group('sg-2', 'vpc-1', { IpPermissions: two }),
      group('sg-3', 'vpc-1', { IpPermissions: three }),
      ...host('1', 'vpc-1', 'subnet-0', CLIENT, { groups: ['sg-1'] }),
      ...host('2', 'vpc-1', 'subnet-1', SERVERS[2], { groups: ['sg-2'] }),
      ...host('3', 'vpc-1', 'subnet-2', SERVERS[3], { groups: ['sg-3'] }),
      ...balancer({ name: 'front', type: 'net', vpcId: 'vpc-1', nodes, groupId: 'sg-front' }),
      ...(listens ? [listener('net', 'front', PORT, 'TCP')] : []),
      ...targetGroup({
        name: 'front',
        vpcId: 'vpc-1',
        type: 'instance',
        protocol: 'TCP',
        port: PORT,
        targets: targets.map((k) => ({ Id: `i-${k}` })),
        state,
        attributes: { 'load_balancing.cross_zone.enabled': String(crossesZones) },
      }),
    ];
    const both = edit(made, 'sg-front', { IpPermissions: front, IpPermissionsEgress: ALL });
    // The balancer is enabled where both servers are.
    return edit(both, balancerArn('net', 'front'), {
      AvailabilityZones: [{ SubnetId: 'subnet-1' }, { SubnetId: 'subnet-2' }],
    });
  });

/** Everything that somebody could add or change to let the client's packet pass. */
export const balancerOpenings: readonly RawEdit[] = [
  (resources) => (resources.some(({ kind }) => kind === 'listener') ? resources : [...resources, newListener]),
  ...[2, 3].flatMap((k): readonly RawEdit[] => [(resources) => registered(resources, `i-${k}`)]),
  (resources) => changed(resources, 'targetGroupAttributes', { Attributes: [{ Key: CROSS_ZONE, Value: 'true' }] }),
  opened('sg-1', 'IpPermissionsEgress'),
  opened('sg-front', 'IpPermissions'),
  opened('sg-2', 'IpPermissions'),
  opened('sg-3', 'IpPermissions'),
];

const CROSS_ZONE = 'load_balancing.cross_zone.enabled';
const newListener = raw('listener', {
  ListenerArn: LISTENER,
  LoadBalancerArn: balancerArn('net', 'front'),
  Port: PORT,
  Protocol: 'TCP',
  DefaultActions: [{ Type: 'forward', TargetGroupArn: GROUP }],
});

function registered(resources: readonly Raw[], id: string): readonly Raw[] {
  const listed = resources.find(({ kind }) => kind === 'targetHealth')?.fields.TargetHealthDescriptions as readonly {
    readonly Target: { readonly Id: string };
  }[];
  const own = { Target: { Id: id }, TargetHealth: { State: 'initial' } };
  const others = listed.filter(({ Target }) => Target.Id !== id);
  return changed(resources, 'targetHealth', { TargetHealthDescriptions: [...others, own] });
}

function changed(resources: readonly Raw[], kind: Raw['kind'], fields: object): readonly Raw[] {
  return resources.map((one) => (one.kind === kind ? { ...one, fields: { ...one.fields, ...fields } } : one));
}

function opened(id: string, list: 'IpPermissions' | 'IpPermissionsEgress'): RawEdit {
  return (resources) => edit(resources, id, { [list]: ALL });
}
