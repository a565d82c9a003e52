import type { Attributes } from '../attributes.ts';
import type { Json } from '../json.ts';
import type { Family, Mapping } from '../mapping.ts';
import { SUBNET, TRANSIT_GATEWAY, VPC, type Wanted } from '../wanted.ts';
import { policyOf, ruleGroupOf } from './firewall-rules.ts';
import { addInterface } from './interfaces.ts';
import { endpointsOf, type FirewallEndpoint } from './network-firewall-endpoints.ts';

const POLICY: Wanted = { aws_networkfirewall_firewall_policy: ['arn', 'id'] };

/**
 * Network Firewalls with an endpoint in each of their subnets, and their policies and rules. Rules that come after apply
 * leave their group out, so that what it does is unknown.
 */
export const firewalls: Family = {
  types: [
    'aws_networkfirewall_firewall',
    'aws_networkfirewall_firewall_policy',
    'aws_networkfirewall_rule_group',
    'aws_networkfirewall_vpc_endpoint_association',
    'aws_networkfirewall_firewall_transit_gateway_attachment_accepter',
  ],
  map(mapping) {
    for (const one of mapping.managed('aws_networkfirewall_firewall')) addFirewall(mapping, one);
    for (const one of mapping.managed('aws_networkfirewall_vpc_endpoint_association')) addAssociation(mapping, one);
    for (const one of mapping.managed('aws_networkfirewall_firewall_policy')) {
      const arn = mapping.idOf(one, 'arn');
      const policy = policyOf(one, (reference) => reference.id('resource_arn', RULES));
      const FirewallPolicyResponse = { FirewallPolicyArn: arn, FirewallPolicyName: one.text('name') };
      if (policy) mapping.add('firewallPolicy', { FirewallPolicy: policy, FirewallPolicyResponse }, one);
    }
    for (const one of mapping.managed('aws_networkfirewall_rule_group')) {
      const group = ruleGroupOf(one);
      const RuleGroupResponse = {
        RuleGroupArn: mapping.idOf(one, 'arn'),
        RuleGroupName: one.text('name'),
        Type: one.text('type'),
      };
      if (group) mapping.add('firewallRuleGroup', { RuleGroup: group, RuleGroupResponse }, one);
      else mapping.unresolved(one, 'rule_group', 'nobody can tell what it lets through');
    }
  },
};

const FIREWALL: Wanted = { aws_networkfirewall_firewall: ['arn', 'id'] };
const RULES: Wanted = { aws_networkfirewall_rule_group: ['arn', 'id'] };

/** Endpoints are known by name after apply; where there is one only, routes to it can be followed before. */
function addFirewall(mapping: Mapping, one: Attributes): void {
  const arn = mapping.idOf(one, 'arn');
  const vpcId = one.id('vpc_id', VPC);
  const endpoints = endpointsOf(mapping).get(mapping.idOf(one, '')) ?? [];
  const gateway = one.id('transit_gateway_id', TRANSIT_GATEWAY);
  const attachment = gateway && mapping.idOf(one, 'transit_gateway_attachment_id');
  const SyncStates = endpoints.map(({ subnetId, endpointId }, i) => {
    const zone = mapping.subnet(subnetId)?.zone ?? `zone ${i}`;
    return [zone, { Attachment: { SubnetId: subnetId, EndpointId: endpointId, Status: 'READY' } }] as const;
  });
  mapping.add(
    'firewall',
    {
      FirewallArn: arn,
      Firewall: {
        FirewallName: one.text('name'),
        FirewallArn: arn,
        FirewallPolicyArn: one.id('firewall_policy_arn', POLICY),
        VpcId: vpcId,
        SubnetMappings: endpoints.map(({ subnetId }) => ({ SubnetId: subnetId })),
        TransitGatewayId: gateway,
        AvailabilityZoneMappings: zonesOf(one),
      },
      FirewallStatus: {
        Status: 'READY',
        SyncStates: Object.fromEntries(SyncStates),
        TransitGatewayAttachmentSyncState: attachment && {
          AttachmentId: attachment,
          TransitGatewayAttachmentStatus: 'READY',
        },
      },
    },
    one,
  );
  for (const endpoint of endpoints) addEndpoint(mapping, one, endpoint, vpcId, arn);
  mapping.name(one, [arn]);
}

/** Zones of a firewall that a transit gateway has, by name or by id. */
function zonesOf(one: Attributes): readonly Json[] {
  return one
    .blocks('availability_zone_mapping')
    .map((block) => ({ AvailabilityZone: block.text('availability_zone_id') ?? block.text('availability_zone') }));
}

/** An endpoint beside those in the firewall's own subnets, in whatever VPC. */
function addAssociation(mapping: Mapping, one: Attributes): void {
  const arn = mapping.idOf(one, 'vpc_endpoint_association_arn');
  const FirewallArn = one.id('firewall_arn', FIREWALL);
  const VpcId = one.id('vpc_id', VPC);
  const subnetId = one.blocks('subnet_mapping').flatMap((block) => block.id('subnet_id', SUBNET) ?? [])[0];
  const [known] = one
    .blocks('vpc_endpoint_association_status')
    .flatMap((status) => status.blocks('association_sync_state'))
    .flatMap((state) => state.blocks('attachment'))
    .flatMap((attached) => attached.text('endpoint_id') ?? []);
  const endpointId = known ?? `${mapping.idOf(one, '')}#endpoint`;
  const zone = mapping.subnet(subnetId)?.zone ?? 'zone 0';
  const Attachment = { SubnetId: subnetId, EndpointId: endpointId, Status: 'READY' };
  mapping.add(
    'firewallEndpointAssociation',
    {
      VpcEndpointAssociationArn: arn,
      VpcEndpointAssociation: {
        VpcEndpointAssociationArn: arn,
        FirewallArn,
        VpcId,
        SubnetMapping: { SubnetId: subnetId },
      },
      VpcEndpointAssociationStatus: { Status: 'READY', AssociationSyncState: { [zone]: { Attachment } } },
    },
    one,
  );
  if (subnetId) addEndpoint(mapping, one, { subnetId, endpointId }, VpcId, FirewallArn ?? arn);
  mapping.name(one, [endpointId]);
}

function addEndpoint(
  mapping: Mapping,
  one: Attributes,
  { subnetId, endpointId }: FirewallEndpoint,
  vpcId: string | undefined,
  arn: string,
): void {
  const eni = `${endpointId}#eni`;
  mapping.add(
    'vpcEndpoint',
    {
      VpcEndpointId: endpointId,
      VpcEndpointType: 'GatewayLoadBalancer',
      VpcId: vpcId,
      State: 'available',
      SubnetIds: [subnetId],
      NetworkInterfaceIds: [eni],
      RequesterManaged: true,
      Tags: { AWSNetworkFirewallManaged: 'true', Firewall: arn },
    },
    one,
  );
  addInterface(mapping, one, {
    id: eni,
    subnetId,
    groups: [],
    marks: {
      InterfaceType: 'gateway_load_balancer_endpoint',
      Description: `VPC Endpoint Interface ${endpointId}`,
      RequesterManaged: true,
    },
  });
}
