import type { Kind } from '@hopwise/core';
import { valueUnder } from '../describe/call-index.ts';
import { isObject, type Json, objectsIn } from '../terraform/json.ts';

/** What a recorded configuration says, in the words of the call that describes such things. */
export interface ConfigRecord {
  readonly kind: Kind;
  readonly raw: Json;
}

type Reads = (configuration: Json) => readonly ConfigRecord[];

const as =
  (kind: Kind): Reads =>
  (raw) => [{ kind, raw }];

/** Newer types are recorded in the words of CloudFormation, where an id is just `Id`. */
const named =
  (kind: Kind, id: string): Reads =>
  (raw) => [{ kind, raw: { [id]: valueUnder(raw, 'Id'), ...raw } }];

/** `ipRanges` are texts; newer items say the same in `ipv4Ranges`, as objects. */
const group: Reads = (raw) => {
  const permissions = (key: string) =>
    objectsIn(raw[key]).map((one) => {
      const texts = Array.isArray(one.ipRanges) ? one.ipRanges : [];
      const four = objectsIn(one.ipv4Ranges);
      const listed = four.length > 0 ? four : texts.map((cidrIp: unknown) => (isObject(cidrIp) ? cidrIp : { cidrIp }));
      return { ...one, ipRanges: listed };
    });
  const ipPermissions = permissions('ipPermissions');
  return [
    { kind: 'securityGroup', raw: { ...raw, ipPermissions, ipPermissionsEgress: permissions('ipPermissionsEgress') } },
  ];
};

const gateway: Reads = (raw) => {
  const id = valueUnder(raw, 'Id');
  return [
    {
      kind: 'transitGateway',
      raw: { TransitGatewayId: id, ...raw, Options: { ...raw, ...(objectOf(raw.Options) ?? {}) } },
    },
  ];
};

/** One record tells of the attachment as such, and of what only a VPC's has. */
const attachment: Reads = (raw) => {
  const id = { TransitGatewayAttachmentId: valueUnder(raw, 'Id') };
  const vpc = valueUnder(raw, 'VpcId');
  if (vpc === undefined) return [{ kind: 'transitGatewayAttachment', raw: { ...id, ...raw } }];
  return [
    { kind: 'transitGatewayAttachment', raw: { ...id, ResourceType: 'vpc', ResourceId: vpc, ...raw } },
    { kind: 'transitGatewayVpcAttachment', raw: { ...id, ...raw } },
  ];
};

const prefixList: Reads = (raw) => {
  const entries = objectsIn(valueUnder(raw, 'Entries'));
  const list: ConfigRecord = { kind: 'prefixList', raw };
  if (!Array.isArray(valueUnder(raw, 'Entries'))) return [list];
  return [
    list,
    { kind: 'prefixListEntries', raw: { PrefixListId: valueUnder(raw, 'PrefixListId'), Entries: entries } },
  ];
};

/** What describes one resource names it in a part of its own; items of CloudFormation's form have no such part. */
const described =
  (kind: Kind, arn: string, of: string): Reads =>
  (raw) => {
    const part = objectOf(valueUnder(raw, of)) ?? raw;
    return [{ kind, raw: { [arn]: valueUnder(part, arn), ...raw } }];
  };

/** A firewall's properties, without the endpoints that only its description tells. */
const firewall: Reads = (raw) => {
  const Firewall = objectOf(valueUnder(raw, 'Firewall')) ?? raw;
  return [{ kind: 'firewall', raw: { FirewallArn: valueUnder(Firewall, 'FirewallArn'), Firewall } }];
};

const ruleGroup = described('firewallRuleGroup', 'RuleGroupArn', 'RuleGroupResponse');

/** Of a group without any source of rules, AWS Config has left out what it says: it is as if it had not been read. */
const sourcedRuleGroup: Reads = (raw) => {
  const source = objectOf(valueUnder(objectOf(valueUnder(raw, 'RuleGroup')) ?? {}, 'RulesSource'));
  return source && Object.keys(source).length > 0 ? ruleGroup(raw) : [];
};

function objectOf(value: unknown): Json | undefined {
  return isObject(value) ? value : undefined;
}

/** By type, in capitals: the oldest files spell types so. */
export const READS: Readonly<Record<string, Reads>> = {
  'AWS::EC2::VPC': as('vpc'),
  'AWS::EC2::SUBNET': as('subnet'),
  'AWS::EC2::ROUTETABLE': as('routeTable'),
  'AWS::EC2::INTERNETGATEWAY': as('internetGateway'),
  'AWS::EC2::EGRESSONLYINTERNETGATEWAY': as('egressOnlyInternetGateway'),
  'AWS::EC2::NATGATEWAY': as('natGateway'),
  'AWS::EC2::NETWORKACL': as('networkAcl'),
  'AWS::EC2::SECURITYGROUP': group,
  'AWS::EC2::NETWORKINTERFACE': as('networkInterface'),
  'AWS::EC2::EIP': as('address'),
  'AWS::EC2::INSTANCE': as('instance'),
  'AWS::EC2::VPCENDPOINT': as('vpcEndpoint'),
  'AWS::EC2::VPCENDPOINTSERVICE': as('vpcEndpointService'),
  'AWS::EC2::VPCPEERINGCONNECTION': as('vpcPeeringConnection'),
  'AWS::EC2::VPNCONNECTION': as('vpnConnection'),
  'AWS::EC2::VPNGATEWAY': as('vpnGateway'),
  'AWS::EC2::CUSTOMERGATEWAY': as('customerGateway'),
  'AWS::EC2::TRANSITGATEWAY': gateway,
  'AWS::EC2::TRANSITGATEWAYATTACHMENT': attachment,
  'AWS::EC2::TRANSITGATEWAYROUTETABLE': named('transitGatewayRouteTable', 'TransitGatewayRouteTableId'),
  'AWS::EC2::PREFIXLIST': prefixList,
  'AWS::ELASTICLOADBALANCINGV2::LOADBALANCER': as('loadBalancer'),
  'AWS::ELASTICLOADBALANCINGV2::LISTENER': as('listener'),
  'AWS::ELASTICLOADBALANCING::LOADBALANCER': as('classicLoadBalancer'),
  'AWS::NETWORKFIREWALL::FIREWALL': firewall,
  'AWS::NETWORKFIREWALL::FIREWALLPOLICY': described('firewallPolicy', 'FirewallPolicyArn', 'FirewallPolicyResponse'),
  'AWS::NETWORKFIREWALL::RULEGROUP': sourcedRuleGroup,
  'AWS::EC2::FLOWLOG': as('flowLog'),
  'AWS::REDSHIFT::CLUSTER': as('redshiftCluster'),
  'AWS::RDS::DBINSTANCE': as('dbInstance'),
  'AWS::RDS::DBCLUSTER': as('dbCluster'),
  'AWS::RDS::DBSUBNETGROUP': as('dbSubnetGroup'),
  'AWS::EKS::CLUSTER': as('eksCluster'),
  'AWS::LAMBDA::FUNCTION': as('lambdaFunction'),
};
