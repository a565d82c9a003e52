import { describe, expect, it } from 'vitest';
import { differencesOf } from './differences.ts';
import { entry, permission, type Raw, raw, route, snapshotOf } from './network.fixture.ts';
import { transitRoute, transitRoutes } from './transit-gateway.fixture.ts';

const texts = (before: Raw, after: Raw) =>
  differencesOf(snapshotOf([before]), snapshotOf([after])).list.map(({ text }) => text);

const group = (...permissions: readonly object[]) =>
  raw('securityGroup', { GroupId: 'sg-1', IpPermissions: permissions });
const acl = (...entries: readonly object[]) => raw('networkAcl', { NetworkAclId: 'acl-1', Entries: entries });
const vpn = (...tunnels: readonly object[]) =>
  raw('vpnConnection', { VpnConnectionId: 'vpn-1', VgwTelemetry: tunnels });
const attached = (table: string, State = 'associated') =>
  raw('transitGatewayAttachment', {
    TransitGatewayAttachmentId: 'tgw-attach-a',
    Association: { TransitGatewayRouteTableId: table, State },
  });
const targets = (...health: readonly (readonly [string, string])[]) =>
  raw('targetHealth', {
    TargetGroupArn: 'arn:tg',
    TargetHealthDescriptions: health.map(([Id, State]) => ({ Target: { Id, Port: 80 }, TargetHealth: { State } })),
  });
const tunnel = (Status: string, more: object = {}) => ({ OutsideIpAddress: '192.0.2.1', Status, ...more });
const MANY = {
  Action: 'PASS',
  Header: {
    Protocol: 'TCP',
    Source: 'ANY',
    SourcePort: 'ANY',
    Direction: 'FORWARD',
    Destination: '10.0.0.0/8',
    DestinationPort: '80',
  },
  RuleOptions: [{ Keyword: 'sid', Settings: ['1'] }],
};
const ruleGroup = (RulesSource: object) =>
  raw('firewallRuleGroup', {
    RuleGroupResponse: { RuleGroupArn: 'arn:g', Type: 'STATEFUL' },
    RuleGroup: { RulesSource, StatefulRuleOptions: { RuleOrder: 'STRICT_ORDER' } },
  });
const ICMP = { Protocol: '1', CidrBlock: '10.0.0.0/8' };
const everyone = { IpRanges: [{ CidrIp: '10.0.0.0/8' }] };

describe('a difference is told as', () => {
  it.each<[string, Raw, Raw]>([
    ['ingress rule icmp/8 from 10.0.0.0/8 added', group(), group(permission('icmp', 8, -1, everyone))],
    ['ingress rule icmp/3/4 from 10.0.0.0/8 added', group(), group(permission('icmp', 3, 4, everyone))],
    ['ingress rule icmp from 10.0.0.0/8 added', group(), group(permission('1', -1, -1, everyone))],
    [
      'ingress rule 90 allow icmp/8/0 from 10.0.0.0/8 added',
      acl(),
      acl(entry(90, false, { ...ICMP, IcmpTypeCode: { Type: 8, Code: 0 } })),
    ],
    ['tunnel 192.0.2.1 UP became tunnel 192.0.2.1 DOWN', vpn(tunnel('UP')), vpn(tunnel('DOWN'))],
    [
      'tunnel 192.0.2.1 UP: acceptedRouteCount 1 → 0',
      vpn(tunnel('UP', { AcceptedRouteCount: 1 })),
      vpn(tunnel('UP', { AcceptedRouteCount: 0 })),
    ],
    ['association tgw-rtb-1 → tgw-rtb-2', attached('tgw-rtb-1'), attached('tgw-rtb-2')],
    ['association tgw-rtb-1 → tgw-rtb-1 (associating)', attached('tgw-rtb-1'), attached('tgw-rtb-1', 'associating')],
    ['target i-1:80 became target i-1:80 (unhealthy)', targets(['i-1', 'healthy']), targets(['i-1', 'unhealthy'])],
    [
      'route 10.0.0.0/8 → tgw-attach-a became route 10.0.0.0/8 → tgw-attach-b, tgw-attach-c',
      transitRoutes([transitRoute('10.0.0.0/8', ['a'])]),
      transitRoutes([transitRoute('10.0.0.0/8', ['b', 'c'])]),
    ],
    [
      'route 10.0.0.0/8 → blackhole added',
      transitRoutes([]),
      transitRoutes([{ DestinationCidrBlock: '10.0.0.0/8', Type: 'static', State: 'blackhole' }]),
    ],
    [
      'route 0.0.0.0/0 → nat-a became route 0.0.0.0/0 → nat-a (blackhole)',
      raw('routeTable', { RouteTableId: 'rtb-1', Routes: [route('0.0.0.0/0', 'nat-a')] }),
      raw('routeTable', { RouteTableId: 'rtb-1', Routes: [route('0.0.0.0/0', 'nat-a', { State: 'blackhole' })] }),
    ],
    [
      'ruleGroup: rulesSource: statefulRules pass tcp any any → 10.0.0.0/8 443 added',
      ruleGroup({ StatefulRules: [MANY] }),
      ruleGroup({ StatefulRules: [MANY, { ...MANY, Header: { ...MANY.Header, DestinationPort: '443' } }] }),
    ],
    [
      'ruleGroup: rulesSource: rulesString pass tcp any any -> any 80 (sid:1;) removed; pass tcp any any -> any 81 (sid:1;) added',
      ruleGroup({ RulesString: 'pass tcp any any -> any 80 (sid:1;)\npass udp any any -> any 53 (sid:2;)' }),
      ruleGroup({ RulesString: 'pass tcp any any -> any 81 (sid:1;)\npass udp any any -> any 53 (sid:2;)' }),
    ],
    [
      'attachment to vpc-a removed',
      raw('internetGateway', { InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-a', State: 'available' }] }),
      raw('internetGateway', { InternetGatewayId: 'igw-1', Attachments: [] }),
    ],
  ])('%s', (text, before, after) => {
    expect(texts(before, after)).toEqual([text]);
  });
});
