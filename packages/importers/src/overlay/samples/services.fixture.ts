import { arn, att, ref, type Samples } from './sample.fixture.ts';

const elb = (rest: string) => arn('elasticloadbalancing', rest);
const firewall = (rest: string) => arn('network-firewall', rest);
const BALANCER = elb('loadbalancer/net/front/1');

/** Balancers, endpoints and services, firewalls and Client VPN. */
export const services: Samples = {
  Balancer: [
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    BALANCER,
    {
      ...{
        Name: 'front',
        Type: 'network',
        Scheme: 'internal',
        Subnets: [ref('A'), ref('B')],
        SecurityGroups: [ref('Group')],
      },
      ...{ IpAddressType: 'ipv4', EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off' },
      LoadBalancerAttributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }],
    },
  ],
  Front: [
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    elb('loadbalancer/app/app/2'),
    { Name: 'app', Scheme: 'internal', Subnets: [ref('A'), ref('B')], SecurityGroups: [ref('Group')] },
  ],
  Appliances: [
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    elb('loadbalancer/gwy/look/3'),
    { Name: 'look', Type: 'gateway', Subnets: [ref('A')] },
  ],
  Targets: [
    'AWS::ElasticLoadBalancingV2::TargetGroup',
    elb('targetgroup/servers/1'),
    {
      ...{
        Name: 'servers',
        TargetType: 'ip',
        Protocol: 'TCP',
        Port: 443,
        VpcId: ref('Vpc'),
        HealthCheckProtocol: 'TCP',
      },
      ...{ HealthCheckPort: '8080', HealthCheckEnabled: true, Targets: [{ Id: '10.0.1.10', Port: 443 }] },
      TargetGroupAttributes: [
        { Key: 'preserve_client_ip.enabled', Value: 'true' },
        { Key: 'load_balancing.cross_zone.enabled', Value: 'false' },
      ],
    },
  ],
  Pages: [
    'AWS::ElasticLoadBalancingV2::TargetGroup',
    elb('targetgroup/pages/2'),
    {
      Name: 'pages',
      TargetType: 'instance',
      Protocol: 'HTTP',
      Port: 80,
      VpcId: ref('Vpc'),
      Targets: [{ Id: ref('Host') }],
    },
  ],
  Listener: [
    'AWS::ElasticLoadBalancingV2::Listener',
    elb('listener/net/front/1/2'),
    {
      ...{ LoadBalancerArn: ref('Balancer'), Port: 443, Protocol: 'TCP' },
      DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Targets') }],
    },
  ],
  Web: [
    'AWS::ElasticLoadBalancingV2::Listener',
    elb('listener/app/app/2/3'),
    {
      ...{ LoadBalancerArn: ref('Front'), Port: 80, Protocol: 'HTTP' },
      DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Pages') }],
    },
  ],
  Rule: [
    'AWS::ElasticLoadBalancingV2::ListenerRule',
    elb('listener-rule/app/app/2/3/4'),
    {
      ...{ ListenerArn: ref('Web'), Priority: 5, Actions: [{ Type: 'forward', TargetGroupArn: ref('Pages') }] },
      Conditions: [{ Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/16'] } }],
    },
  ],
  Classic: [
    'AWS::ElasticLoadBalancing::LoadBalancer',
    'old',
    {
      ...{ LoadBalancerName: 'old', Scheme: 'internal', Subnets: [ref('A')], SecurityGroups: [ref('Group')] },
      ...{ Instances: [ref('Host')], CrossZone: true, HealthCheck: { Target: 'TCP:80' } },
      Listeners: [{ Protocol: 'TCP', LoadBalancerPort: '80', InstancePort: '80' }],
    },
  ],
  Endpoint: [
    'AWS::EC2::VPCEndpoint',
    'vpce-1',
    {
      ...{ VpcId: ref('Vpc'), ServiceName: 'com.amazonaws.eu-west-1.sqs', VpcEndpointType: 'Interface' },
      ...{ SubnetIds: [ref('A')], SecurityGroupIds: [ref('Group')], PrivateDnsEnabled: true },
    },
  ],
  Gateway: [
    'AWS::EC2::VPCEndpoint',
    'vpce-2',
    { VpcId: ref('Vpc'), ServiceName: 'com.amazonaws.eu-west-1.s3', RouteTableIds: [ref('Table')] },
  ],
  Service: [
    'AWS::EC2::VPCEndpointService',
    'vpce-svc-1',
    { NetworkLoadBalancerArns: [ref('Balancer')], AcceptanceRequired: false, SupportedIpAddressTypes: ['ipv4'] },
  ],
  Allowed: [
    'AWS::EC2::VPCEndpointServicePermissions',
    'vpce-svc-1',
    { ServiceId: ref('Service'), AllowedPrincipals: ['arn:aws:iam::444455556666:root'] },
  ],
  Firewall: [
    'AWS::NetworkFirewall::Firewall',
    firewall('firewall/fw'),
    {
      ...{ FirewallName: 'fw', FirewallPolicyArn: ref('Policy'), VpcId: ref('Vpc') },
      SubnetMappings: [{ SubnetId: ref('B') }],
    },
  ],
  FirewallThere: [
    'AWS::NetworkFirewall::VpcEndpointAssociation',
    firewall('vpc-endpoint-association/1'),
    { FirewallArn: ref('Firewall'), VpcId: ref('Other'), SubnetMapping: { SubnetId: ref('Far') } },
  ],
  Policy: [
    'AWS::NetworkFirewall::FirewallPolicy',
    firewall('firewall-policy/policy'),
    {
      FirewallPolicyName: 'policy',
      FirewallPolicy: {
        ...{ StatelessDefaultActions: ['aws:pass'], StatelessFragmentDefaultActions: ['aws:pass'] },
        StatefulRuleGroupReferences: [{ ResourceArn: ref('Rules') }],
      },
    },
  ],
  Rules: [
    'AWS::NetworkFirewall::RuleGroup',
    firewall('stateful-rulegroup/rules'),
    {
      ...{ RuleGroupName: 'rules', Type: 'STATEFUL', Capacity: 10 },
      RuleGroup: { RulesSource: { RulesString: 'pass tcp any any -> any 443 (sid:1;)' } },
    },
  ],
  Clients: [
    'AWS::EC2::ClientVpnEndpoint',
    'cvpn-endpoint-1',
    {
      ...{ ClientCidrBlock: '172.20.0.0/22', SplitTunnel: true, VpcId: ref('Vpc'), SecurityGroupIds: [ref('Group')] },
      ...{ ServerCertificateArn: arn('acm', 'certificate/1'), AuthenticationOptions: [], ConnectionLogOptions: {} },
    },
  ],
  ClientsInA: [
    'AWS::EC2::ClientVpnTargetNetworkAssociation',
    'cvpn-assoc-1',
    { ClientVpnEndpointId: ref('Clients'), SubnetId: ref('A') },
  ],
  ClientRoute: [
    'AWS::EC2::ClientVpnRoute',
    'cvpn-route-1',
    { ClientVpnEndpointId: ref('Clients'), DestinationCidrBlock: '10.1.0.0/16', TargetVpcSubnetId: ref('A') },
  ],
  ClientRule: [
    'AWS::EC2::ClientVpnAuthorizationRule',
    'cvpn-rule-1',
    { ClientVpnEndpointId: ref('Clients'), TargetNetworkCidr: '10.0.0.0/8', AuthorizeAllGroups: true },
  ],
  Resolver: [
    'AWS::Route53Resolver::ResolverEndpoint',
    'rslvr-in-1',
    {
      Name: 'dns',
      Direction: 'INBOUND',
      SecurityGroupIds: [ref('Group')],
      IpAddresses: [{ SubnetId: ref('A') }, { SubnetId: ref('B') }],
    },
  ],
  Ice: [
    'AWS::EC2::InstanceConnectEndpoint',
    'eice-1',
    { SubnetId: ref('B'), SecurityGroupIds: [ref('Group')], PreserveClientIp: true },
  ],
  Nodes: [
    'AWS::ECS::Service',
    arn('ecs', 'service/main/api'),
    {
      ...{
        ServiceName: 'api',
        Cluster: 'main',
        LoadBalancers: [{ TargetGroupArn: att('Targets', 'TargetGroupArn'), ContainerPort: 443 }],
      },
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [ref('B')], SecurityGroups: [ref('Group')] } },
    },
  ],
};
