import type { Said } from './api-server.ts';
import type { WireCall } from './wire.ts';

const ACCOUNT = '111122223333';
const arn = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${rest}`;
const LB = arn('elasticloadbalancing', 'loadbalancer/app/web/50dc6c495c0c9188');
const LISTENER = arn('elasticloadbalancing', 'listener/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2');
const GROUP = arn('elasticloadbalancing', 'targetgroup/web/73e2d6bc24d8a067');
const CLUSTER = arn('ecs', 'cluster/app');
const firewallArn = (rest: string) => arn('network-firewall', rest);

/** One object of every kind that other calls are asked about, by action; every other list is empty. */
const xml: Readonly<Record<string, string>> = {
  'sts:GetCallerIdentity': result(
    'GetCallerIdentity',
    `<Account>${ACCOUNT}</Account><Arn>arn:aws:iam::${ACCOUNT}:user/test</Arn><UserId>test</UserId>`,
  ),
  'ec2:DescribeRegions': ec2(
    'regionInfo',
    '<regionName>eu-west-1</regionName><optInStatus>opt-in-not-required</optInStatus>',
  ),
  'ec2:DescribeManagedPrefixLists': ec2(
    'prefixListSet',
    `<prefixListId>pl-1</prefixListId><ownerId>${ACCOUNT}</ownerId>`,
  ),
  'ec2:GetManagedPrefixListEntries': ec2('entrySet', '<cidr>192.0.2.0/24</cidr>'),
  'ec2:DescribeTransitGatewayRouteTables': ec2(
    'transitGatewayRouteTables',
    '<transitGatewayRouteTableId>tgw-rtb-1</transitGatewayRouteTableId>',
  ),
  'ec2:DescribeTransitGatewayAttachments': ec2(
    'transitGatewayAttachments',
    '<transitGatewayAttachmentId>tgw-attach-1</transitGatewayAttachmentId>',
  ),
  'ec2:DescribeClientVpnEndpoints': ec2(
    'clientVpnEndpoint',
    '<clientVpnEndpointId>cvpn-endpoint-1</clientVpnEndpointId>',
  ),
  'ec2:DescribeVpcEndpointServiceConfigurations': ec2('serviceConfigurationSet', '<serviceId>vpce-svc-1</serviceId>'),
  'elasticloadbalancing:DescribeTargetGroups': result(
    'DescribeTargetGroups',
    `<TargetGroups><member><TargetGroupArn>${GROUP}</TargetGroupArn></member></TargetGroups>`,
  ),
  'elasticloadbalancing:DescribeListeners': result(
    'DescribeListeners',
    `<Listeners><member><ListenerArn>${LISTENER}</ListenerArn><LoadBalancerArn>${LB}</LoadBalancerArn></member></Listeners>`,
  ),
};

const json: Readonly<Record<string, object>> = {
  'directconnect:DescribeDirectConnectGateways': { directConnectGateways: [{ directConnectGatewayId: 'dxgw-1' }] },
  'network-firewall:ListFirewalls': { Firewalls: [{ FirewallArn: firewallArn('firewall/inspect') }] },
  'network-firewall:ListFirewallPolicies': { FirewallPolicies: [{ Arn: firewallArn('firewall-policy/strict') }] },
  'network-firewall:ListRuleGroups': { RuleGroups: [{ Arn: firewallArn('stateful-rulegroup/domains') }] },
  'network-firewall:ListVpcEndpointAssociations': {
    VpcEndpointAssociations: [{ VpcEndpointAssociationArn: firewallArn('vpc-endpoint-association/1') }],
  },
  'network-firewall:DescribeFirewall': { Firewall: { FirewallArn: firewallArn('firewall/inspect') } },
  'network-firewall:DescribeFirewallPolicy': {
    FirewallPolicy: {},
    FirewallPolicyResponse: { FirewallPolicyArn: firewallArn('firewall-policy/strict') },
  },
  'network-firewall:DescribeRuleGroup': {
    RuleGroup: {},
    RuleGroupResponse: { RuleGroupArn: firewallArn('stateful-rulegroup/domains') },
  },
  'network-firewall:DescribeVpcEndpointAssociation': {
    VpcEndpointAssociation: { VpcEndpointAssociationArn: firewallArn('vpc-endpoint-association/1') },
  },
  'es:ListDomainNames': { DomainNames: [{ DomainName: 'search' }] },
  'elasticfilesystem:DescribeFileSystems': { FileSystems: [{ FileSystemId: 'fs-1' }] },
  'ecs:ListClusters': { clusterArns: [CLUSTER] },
  'ecs:ListTasks': { taskArns: [arn('ecs', 'task/app/1')] },
  'ecs:DescribeTasks': {
    tasks: [
      {
        taskArn: arn('ecs', 'task/app/1'),
        overrides: { containerOverrides: [{ environment: [{ name: 'PASSWORD' }] }] },
      },
    ],
  },
  'eks:ListClusters': { clusters: ['prod'] },
  'eks:DescribeCluster': { cluster: { name: 'prod', resourcesVpcConfig: { vpcId: 'vpc-1' } } },
  'vpc-lattice:ListResourceConfigurations': { items: [{ id: 'rcfg-0123456789abcdef0', resourceGatewayId: 'rgw-1' }] },
  'vpc-lattice:GetResourceConfiguration': {
    id: 'rcfg-0123456789abcdef0',
    resourceConfigurationDefinition: { ipResource: { ipAddress: '10.0.0.9' } },
  },
  'networkmanager:ListAttachments': {
    Attachments: [
      { AttachmentId: 'attachment-1', CoreNetworkId: 'core-network-1', AttachmentType: 'VPC' },
      { AttachmentId: 'attachment-2', CoreNetworkId: 'core-network-1', AttachmentType: 'SITE_TO_SITE_VPN' },
    ],
  },
};

/** AWS with hardly anything in it, in one Region. */
export function smallAws(call: WireCall): Said {
  const { action, form } = call;
  if (!form.has('Action')) return { body: JSON.stringify(json[action] ?? {}) };
  if (action === 'elasticloadbalancing:DescribeLoadBalancers') return { body: balancers(form) };
  return { body: xml[action] ?? result(form.get('Action') ?? '', '') };
}

/** Two services answer to one name; the version of the API tells them apart. */
function balancers(form: URLSearchParams): string {
  const isClassic = form.get('Version') === '2012-06-01';
  return result(
    'DescribeLoadBalancers',
    isClassic
      ? '<LoadBalancerDescriptions><member><LoadBalancerName>old</LoadBalancerName></member></LoadBalancerDescriptions>'
      : `<LoadBalancers><member><LoadBalancerArn>${LB}</LoadBalancerArn></member></LoadBalancers>`,
  );
}

/** An answer of EC2 with one element in one list, or with each of several. */
export function ec2(set: string, ...items: readonly string[]): string {
  return `<Answer><requestId>1</requestId><${set}>${items.map((item) => `<item>${item}</item>`).join('')}</${set}></Answer>`;
}

function result(operation: string, inner: string): string {
  return `<${operation}Response><${operation}Result>${inner}</${operation}Result></${operation}Response>`;
}
