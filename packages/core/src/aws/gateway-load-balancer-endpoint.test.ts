import { describe, expect, it } from 'vitest';
import { ask } from '../explain/ask.fixture.ts';
import { mended } from '../explain/mend.fixture.ts';
import { guarded } from './firewall.fixture.ts';
import {
  acl,
  base,
  edit,
  entry,
  host,
  ipv6,
  LOCAL,
  permission,
  type Raw,
  raw,
  route,
  subnet,
  table,
  without,
} from './network.fixture.ts';

const SERVICE = 'com.amazonaws.vpce.eu-west-1.vpce-svc-1';
const FORWARDS = { settings: { appliances: { 'vpce-fw': 'forward' } } } as const;

function endpoint(more: object = {}): Raw {
  return raw('vpcEndpoint', {
    VpcEndpointId: 'vpce-fw',
    VpcEndpointType: 'GatewayLoadBalancer',
    VpcId: 'vpc-a',
    ServiceName: SERVICE,
    State: 'available',
    SubnetIds: ['subnet-fw'],
    ...more,
  });
}

interface Routes {
  readonly app?: object;
  readonly db?: object;
  readonly fw?: object;
  readonly pub?: object;
  readonly edge?: object;
}

/** `subnet-a` and `subnet-b` by the endpoint, and by the endpoint's own table onwards, unless routes say otherwise. */
function inspected(routes: Routes = {}, more: readonly Raw[] = [endpoint()]): readonly Raw[] {
  const { app = { '10.0.2.0/24': 'vpce-fw' }, db = { '10.0.1.0/24': 'vpce-fw' }, fw = {}, pub, edge } = routes;
  const own = (id: string, on: string, of: object) => table(id, 'vpc-a', [on], { ...LOCAL, ...of });
  return [
    ...without(base(), 'rtb-priv', ...(pub ? ['rtb-pub'] : [])),
    subnet('subnet-fw', 'vpc-a', '10.0.3.0/24', { ...ipv6('2001:db8:a:3::/64'), AvailabilityZoneId: 'euw1-az1' }),
    acl('acl-fw', 'vpc-a', 'subnet-fw'),
    own('rtb-a', 'subnet-a', app),
    own('rtb-b', 'subnet-b', db),
    own('rtb-fw', 'subnet-fw', fw),
    ...(pub ? [own('rtb-pub', 'subnet-pub', pub)] : []),
    ...(edge ? [own('rtb-edge', 'igw-a', edge)] : []),
    ...more,
  ];
}

describe('a Gateway Load Balancer endpoint', () => {
  it('takes packets by route and sends them on by the table of its subnet (GWE-02)', () => {
    const asked = ask(inspected(), 'i-app', '10.0.2.10', {}, FORWARDS);
    expect(asked).toMatchObject({ verdict: 'reachable', codes: ['ASSUMED_APPLIANCE_FORWARDS'] });
    expect(asked.request).toBe('eni-app subnet-a vpce-fw subnet-fw vpc-a subnet-b eni-db');
    expect(asked.reply).toBe('eni-db subnet-b vpce-fw subnet-fw vpc-a subnet-a eni-app');
  });
  it('is unknown inside where nothing is stated (GWE-04)', () => {
    expect(ask(inspected(), 'i-app', '10.0.2.10')).toMatchObject({ verdict: 'unknown', codes: ['APPLIANCE_INSIDE'] });
  });
  it('drops what is stated to be dropped', () => {
    const drops = { settings: { appliances: { 'vpce-svc-1': 'drop' } } } as const;
    expect(ask(inspected(), 'i-app', '10.0.2.10', {}, drops)).toMatchObject({
      verdict: 'blocked',
      codes: ['APPLIANCE_DROPS'],
    });
  });
  it('has a subnet whose ACL is asked on the way in and on the way out (ACL-26)', () => {
    const denies = (egress: boolean) => acl('acl-fw', 'vpc-a', 'subnet-fw', [entry(100, !egress)]);
    for (const egress of [false, true]) {
      const network = [...without(inspected(), 'acl-fw'), denies(egress)];
      expect(ask(network, 'i-app', '10.0.2.10', {}, FORWARDS)).toMatchObject({
        verdict: 'blocked',
        part: { blockers: expect.arrayContaining([expect.objectContaining({ component: 'acl-fw' })]) },
      });
    }
  });
  it('does not carry the groups of the sender along (ID-08)', () => {
    const peers = { UserIdGroupPairs: [{ GroupId: 'sg-app' }] };
    const network = inspected().map((one) =>
      one.fields.GroupId === 'sg-db'
        ? { ...one, fields: { ...one.fields, IpPermissions: [permission('tcp', 443, 443, peers)] } }
        : one,
    );
    expect(ask(network, 'i-app', '10.0.2.10', {}, FORWARDS)).toMatchObject({
      verdict: 'blocked',
      codes: expect.arrayContaining(['SG_REFERENCES_NOT_PRESERVED']),
    });
  });
  it('meets the sender’s own subnet again for ever (GWE-03)', () => {
    const network = inspected({ app: { '0.0.0.0/0': 'vpce-fw' } }, [endpoint({ SubnetIds: ['subnet-a'] })]);
    expect(ask(network, 'i-app', '198.51.100.7', {}, FORWARDS)).toMatchObject({
      verdict: 'blocked',
      codes: expect.arrayContaining(['LOOP']),
    });
  });
  it('puts up with replies that go round it, not with replies alone (GWE-05)', () => {
    const one = ask(inspected({ db: {} }), 'i-app', '10.0.2.10', {}, FORWARDS);
    expect(one).toMatchObject({ verdict: 'reachable', codes: expect.arrayContaining(['ASYMMETRIC_ROUTE']) });
    const other = ask(inspected({ app: {} }), 'i-app', '10.0.2.10', {}, FORWARDS);
    expect(other).toMatchObject({ verdict: 'forward-only', codes: expect.arrayContaining(['STATEFUL_ASYMMETRY']) });
  });
  it.each([
    [{ State: 'pending' }, 'blocked', 'BAD_STATE'],
    [{ VpcId: 'vpc-b' }, 'blocked', 'BAD_STATE_ROUTE'],
    [{ SubnetIds: [] }, 'unknown', 'NOT_COLLECTED'],
    [{ SubnetIds: ['subnet-x'] }, 'unknown', 'NOT_COLLECTED'],
  ] as const)('%j: %s, %s', (fields, verdict, code) => {
    const asked = ask(inspected({}, [endpoint(fields)]), 'i-app', '10.0.2.10', {}, FORWARDS);
    expect(asked).toMatchObject({ verdict, codes: expect.arrayContaining([code]) });
  });
  it('does not work in front of an egress-only gateway (EIG-03)', () => {
    const gateway = raw('egressOnlyInternetGateway', {
      EgressOnlyInternetGatewayId: 'eigw-a',
      Attachments: [{ VpcId: 'vpc-a', State: 'attached' }],
    });
    const network = inspected({ app: { '::/0': 'vpce-fw' }, fw: { '::/0': 'eigw-a' } }, [endpoint(), gateway]);
    expect(ask(network, 'i-app', '2001:db8:ffff::1', {}, FORWARDS)).toMatchObject({
      verdict: 'blocked',
      codes: expect.arrayContaining(['PROTOCOL_RESTRICTION']),
    });
  });
});

describe('an endpoint behind the table of an internet gateway (GRT-01…05)', () => {
  const edge = { '10.0.0.0/24': 'vpce-fw' };
  const fw = { '0.0.0.0/0': 'igw-a' };
  it('sees what comes in, and the replies where the subnet sends them through it', () => {
    const network = inspected({ edge, fw, pub: { '0.0.0.0/0': 'vpce-fw' } });
    const asked = ask(network, 'internet/198.51.100.7', '203.0.113.10', {}, FORWARDS);
    expect(asked.verdict).toBe('reachable');
    expect(asked.request).toBe('internet igw-a vpce-fw subnet-fw vpc-a subnet-pub eni-web');
  });
  it('is not gone round by replies', () => {
    const network = inspected({ edge, fw, pub: { '0.0.0.0/0': 'igw-a' } });
    const asked = ask(network, 'internet/198.51.100.7', '203.0.113.10', {}, FORWARDS);
    expect(asked).toMatchObject({
      verdict: 'forward-only',
      codes: expect.arrayContaining(['INGRESS_RTB_TRAFFIC_REDIRECTION']),
    });
  });
  it('is opened by an exclusion of its own subnet where public access is blocked (BPA-07)', () => {
    const blocked = raw('vpcBlockPublicAccessOptions', { InternetGatewayBlockMode: 'block-bidirectional' });
    const exclusion = (id: string) =>
      raw('vpcBlockPublicAccessExclusion', {
        ExclusionId: 'ex-1',
        ResourceArn: `arn:aws:ec2:eu-west-1:111111111111:subnet/${id}`,
        InternetGatewayExclusionMode: 'allow-bidirectional',
        State: 'create-complete',
      });
    const of = (id: string) =>
      inspected({ edge, fw, pub: { '0.0.0.0/0': 'vpce-fw' } }, [endpoint(), blocked, exclusion(id)]);
    const verdict = (id: string) => ask(of(id), 'internet/198.51.100.7', '203.0.113.10', {}, FORWARDS).verdict;
    expect([verdict('subnet-fw'), verdict('subnet-pub')]).toEqual(['reachable', 'blocked']);
  });
});

describe('the load balancer behind an endpoint', () => {
  const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/gwy/fw/1';
  const GROUP = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:targetgroup/fw/1';
  const provider = (permissions: readonly object[], targets = ['i-fw'], state = 'active'): readonly Raw[] => [
    endpoint(),
    raw('vpcEndpointService', { ServiceId: 'vpce-svc-1', ServiceName: SERVICE, GatewayLoadBalancerArns: [ARN] }),
    raw('loadBalancer', {
      LoadBalancerArn: ARN,
      Type: 'gateway',
      VpcId: 'vpc-a',
      State: { Code: state },
      AvailabilityZones: [{ SubnetId: 'subnet-fw' }],
    }),
    raw('listener', { ListenerArn: 'l', LoadBalancerArn: ARN, DefaultActions: [{ TargetGroupArn: GROUP }] }),
    raw('targetGroup', { TargetGroupArn: GROUP, Protocol: 'GENEVE', Port: 6081, VpcId: 'vpc-a' }),
    raw('targetHealth', {
      TargetGroupArn: GROUP,
      TargetHealthDescriptions: targets.map((Id) => ({ Target: { Id, Port: 6081 } })),
    }),
    ...host('fw', 'subnet-fw', '10.0.3.10', { groups: ['sg-x'] }),
    raw('securityGroup', { GroupId: 'sg-x', VpcId: 'vpc-a', IpPermissions: permissions, IpPermissionsEgress: [] }),
  ];
  const geneve = (CidrIp: string) => permission('udp', 6081, 6081, { IpRanges: [{ CidrIp }] });
  const states = { settings: { appliances: { 'i-fw': 'forward' } } } as const;
  it('hands packets to appliances, of which its owner states what they do', () => {
    expect(ask(inspected({}, provider([geneve('10.0.3.0/24')])), 'i-app', '10.0.2.10', {}, states).verdict).toBe(
      'reachable',
    );
  });
  it('reaches no appliance whose groups refuse GENEVE, known inside or not (GWE-06)', () => {
    for (const options of [states, {}]) {
      const asked = ask(inspected({}, provider([geneve('10.0.1.0/24')])), 'i-app', '10.0.2.10', {}, options);
      expect(asked).toMatchObject({ verdict: 'blocked', codes: expect.arrayContaining(['ENI_SG_RULES_MISMATCH']) });
    }
  });
  it('is in doubt where groups admit a part of its subnet', () => {
    expect(ask(inspected({}, provider([geneve('10.0.3.64/26')])), 'i-app', '10.0.2.10', {}, states).verdict).toBe(
      'unknown',
    );
  });
  const draining = provider([geneve('0.0.0.0/0')]).map((one) =>
    one.kind === 'targetHealth'
      ? {
          ...one,
          fields: {
            ...one.fields,
            TargetHealthDescriptions: [{ Target: { Id: 'i-fw' }, TargetHealth: { State: 'draining' } }],
          },
        }
      : one,
  );
  it.each([
    [provider([geneve('0.0.0.0/0')], []), 'GWLB_HAS_NO_TARGETS'],
    [draining, 'GWLB_HAS_NO_TARGETS'],
    [provider([geneve('0.0.0.0/0')], ['i-fw'], 'failed'), 'BAD_STATE'],
  ])('drops everything where it does not work (%#)', (resources, code) => {
    const asked = ask(inspected({}, resources), 'i-app', '10.0.2.10', {}, states);
    expect(asked).toMatchObject({ verdict: 'blocked', codes: expect.arrayContaining([code]) });
  });
});

it('the table of an endpoint’s subnet is given the route onward that it lacks (GWE-02)', () => {
  const to = (table: Readonly<Record<string, string>>) =>
    Object.entries({ ...LOCAL, ...table }).map(([destination, target]) => route(destination, target));
  const outbound = edit(guarded({}), 'rtb-a', { Routes: to({ '0.0.0.0/0': 'vpce-fw' }) });
  const network = edit(outbound, 'rtb-pub', { Routes: to({ '0.0.0.0/0': 'igw-a', '10.0.1.0/24': 'vpce-fw' }) });
  expect(mended(network, 'i-app', '8.8.8.8')).toEqual(['found reachable', 'rtb-fw: add the route 0.0.0.0/0 → nat-a']);
});
