import type { Attributes } from '../attributes.ts';
import type { Family, Mapping } from '../mapping.ts';
import { SUBNET, VPC, type Wanted } from '../wanted.ts';
import { policyOf, ruleGroupOf } from './firewall-rules.ts';
import { addInterface } from './interfaces.ts';

const POLICY: Wanted = { aws_networkfirewall_firewall_policy: ['arn', 'id'] };

/**
 * Network Firewalls with an endpoint in each of their subnets, and their policies and rules. Rules that come after apply
 * leave their group out, so that what it does is unknown.
 */
export const firewalls: Family = {
  types: ['aws_networkfirewall_firewall', 'aws_networkfirewall_firewall_policy', 'aws_networkfirewall_rule_group'],
  map(mapping) {
    for (const one of mapping.managed('aws_networkfirewall_firewall')) addFirewall(mapping, one);
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

const RULES: Wanted = { aws_networkfirewall_rule_group: ['arn', 'id'] };

/** Endpoints are known by name after apply; where there is one only, routes to it can be followed before. */
function addFirewall(mapping: Mapping, one: Attributes): void {
  const arn = mapping.idOf(one, 'arn');
  const vpcId = one.id('vpc_id', VPC);
  const subnets = one.blocks('subnet_mapping').flatMap((block) => block.id('subnet_id', SUBNET) ?? []);
  const known = new Map(
    one
      .blocks('firewall_status')
      .flatMap((status) => status.blocks('sync_states'))
      .flatMap((state) => state.blocks('attachment'))
      .map((attached) => [attached.text('subnet_id'), attached.text('endpoint_id')]),
  );
  const endpoints = subnets.map((subnetId, i) => {
    const planned = `${mapping.idOf(one, '')}#endpoint${subnets.length > 1 ? i : ''}`;
    return { subnetId, endpointId: known.get(subnetId) ?? planned };
  });
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
        SubnetMappings: subnets.map((SubnetId) => ({ SubnetId })),
        TransitGatewayId: one.text('transit_gateway_id'),
      },
      FirewallStatus: { Status: 'READY', SyncStates: Object.fromEntries(SyncStates) },
    },
    one,
  );
  for (const { subnetId, endpointId } of endpoints) {
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
  mapping.name(one, [arn]);
}
