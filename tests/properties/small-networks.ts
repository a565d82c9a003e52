import fc from 'fast-check';
import { ALL, acl, group, host, type Raw, raw, route, subnet, vpc } from '../oracle/build.ts';

/** Two peered VPCs with a host each, of which six objects may be wrong: two groups, two ACLs, two route tables. */
export interface SmallNetwork {
  readonly resources: readonly Raw[];
}

const SIDES = [1, 2] as const;
export const ADDRESS = { 1: '10.1.0.10', 2: '10.2.0.10' } as const;
export const PORT = 443;

/** The first, which is right, as often as all others together. */
function mostly<T>(right: T, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(fc.constant(right), fc.constantFrom(...others));
}

const permissions = mostly<readonly object[]>(
  ALL,
  [],
  [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }],
  [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.1.0.0/16' }, { CidrIp: '10.2.0.0/16' }] }],
);

const entry = (RuleNumber: number, RuleAction: string, more: object = {}) => ({
  RuleNumber,
  RuleAction,
  Protocol: '-1',
  CidrBlock: '0.0.0.0/0',
  ...more,
});
const ports = (From: number, To: number) => ({ Protocol: '6', PortRange: { From, To } });
const entries = mostly<readonly object[]>(
  [entry(100, 'allow')],
  [entry(100, 'allow'), entry(110, 'allow', ports(0, 65_535))],
  [],
  [entry(1, 'deny', ports(443, 443)), entry(2, 'allow')],
  [entry(90, 'deny', { CidrBlock: '10.0.0.0/8' }), entry(100, 'allow')],
  [entry(100, 'allow', ports(443, 443))],
  [entry(100, 'allow', ports(1024, 65_535))],
);

const routes = mostly<(far: string) => readonly object[]>(
  (far) => [route(far, 'pcx-1')],
  () => [],
  (far) => [route(far, 'pcx-1', { State: 'blackhole' })],
  (far) => [route('10.0.0.0/8', 'pcx-1'), route(far, 'nat-gone', { State: 'blackhole' })],
);

const side = fc.record({ ingress: permissions, egress: permissions, into: entries, out: entries, routes });

export const smallNetworks: fc.Arbitrary<SmallNetwork> = fc.tuple(side, side).map((plans) => ({
  resources: [
    raw('vpcPeeringConnection', {
      VpcPeeringConnectionId: 'pcx-1',
      Status: { Code: 'active' },
      RequesterVpcInfo: { VpcId: 'vpc-1', CidrBlock: '10.1.0.0/16' },
      AccepterVpcInfo: { VpcId: 'vpc-2', CidrBlock: '10.2.0.0/16' },
    }),
    ...SIDES.flatMap((k) => {
      const plan = plans[k - 1] as (typeof plans)[number];
      const [near, far] = [`10.${k}.0.0/16`, `10.${3 - k}.0.0/16`];
      const directed = (list: readonly object[], Egress: boolean) => list.map((one) => ({ ...one, Egress }));
      return [
        vpc(`vpc-${k}`, near),
        subnet(`subnet-${k}`, `vpc-${k}`, `10.${k}.0.0/24`),
        raw('routeTable', {
          RouteTableId: `rtb-${k}`,
          VpcId: `vpc-${k}`,
          Associations: [{ SubnetId: `subnet-${k}`, AssociationState: { State: 'associated' } }],
          Routes: [route(near, 'local'), ...plan.routes(far)],
        }),
        acl(`acl-${k}`, `vpc-${k}`, [`subnet-${k}`], [...directed(plan.into, false), ...directed(plan.out, true)]),
        group(`sg-${k}`, `vpc-${k}`, { IpPermissions: plan.ingress, IpPermissionsEgress: plan.egress }),
        ...host(String(k), `vpc-${k}`, `subnet-${k}`, ADDRESS[k], { groups: [`sg-${k}`] }),
      ];
    }),
  ],
}));
