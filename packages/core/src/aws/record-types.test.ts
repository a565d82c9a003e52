import { describe, expect, it } from 'vitest';
import { askIn, networkOf } from '../explain/ask.fixture.ts';
import { base, type Raw, raw } from './network.fixture.ts';
import { kindOfId, kinds, recordType, recordTypes } from './record-types.ts';

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** Everything there, and nothing in it: lists of one hollow element, objects of hollow fields. */
function hollow(schema: Schema): unknown {
  if (schema.type === 'array') return [hollow(schema.items ?? {})];
  if (schema.type !== 'object' || !schema.properties) return undefined;
  return Object.fromEntries(Object.entries(schema.properties).map(([name, field]) => [name, hollow(field)]));
}

function fieldAt(schema: Schema | undefined, path: readonly string[]): Schema | undefined {
  if (schema?.items) return fieldAt(schema.items, path);
  const [name, ...rest] = path;
  return name === undefined ? schema : fieldAt(schema?.properties?.[name], rest);
}

function hollowRecord(kind: (typeof kinds)[number], more: object = {}): Raw {
  return raw(kind, { ...(hollow(recordTypes[kind].record.schema as Schema) as object), ...more });
}

/** The key of a hollow record, where it is not the field called like the kind. */
const KEYS: Readonly<Record<string, object>> = {
  transitGatewayVpcAttachment: { transitGatewayAttachmentId: 'tgw-attach-hollow' },
  transitGatewayPeeringAttachment: { transitGatewayAttachmentId: 'tgw-attach-hollow' },
  transitGatewayConnect: { transitGatewayAttachmentId: 'tgw-attach-hollow' },
  transitGatewayRoutes: { transitGatewayRouteTableId: 'tgw-rtb-hollow' },
  transitGatewayAssociations: { transitGatewayRouteTableId: 'tgw-rtb-hollow' },
  transitGatewayPropagations: { transitGatewayRouteTableId: 'tgw-rtb-hollow' },
  transitGatewayAttachmentPropagations: { transitGatewayAttachmentId: 'tgw-attach-hollow' },
  transitGatewayPrefixListReferences: { transitGatewayRouteTableId: 'tgw-rtb-hollow' },
  loadBalancer: { loadBalancerArn: 'arn:hollow' },
  loadBalancerAttributes: { loadBalancerArn: 'arn:hollow' },
  listener: { listenerArn: 'arn:hollow' },
  listenerRule: { ruleArn: 'arn:hollow' },
  targetGroup: { targetGroupArn: 'arn:hollow' },
  targetGroupAttributes: { targetGroupArn: 'arn:hollow' },
  targetHealth: { targetGroupArn: 'arn:hollow' },
  classicLoadBalancer: { loadBalancerName: 'hollow' },
  classicLoadBalancerAttributes: { loadBalancerName: 'hollow' },
  instanceHealth: { loadBalancerName: 'hollow' },
  directConnectConnection: { connectionId: 'dxcon-hollow' },
  directConnectLag: { lagId: 'dxlag-hollow' },
  directConnectGatewayAssociation: { associationId: 'hollow' },
  directConnectGatewayAttachment: { directConnectGatewayId: 'hollow', virtualInterfaceId: 'dxvif-hollow' },
  clientVpnTargetNetwork: { associationId: 'cvpn-assoc-hollow' },
  clientVpnRoute: { clientVpnEndpointId: 'cvpn-endpoint-hollow', destinationCidr: '10.0.0.0/8' },
  clientVpnAuthorizationRule: { clientVpnEndpointId: 'cvpn-endpoint-hollow', destinationCidr: '10.0.0.0/8' },
  vpcEndpointService: { serviceId: 'vpce-svc-hollow' },
  firewall: { firewallArn: 'arn:hollow' },
  firewallEndpointAssociation: { vpcEndpointAssociationArn: 'arn:hollow' },
  firewallPolicy: { arn: 'arn:hollow' },
  firewallRuleGroup: { arn: 'arn:hollow' },
  dbInstance: { dBInstanceArn: 'arn:hollow' },
  dbCluster: { dBClusterArn: 'arn:hollow' },
  dbSubnetGroup: { dBSubnetGroupArn: 'arn:hollow' },
  cacheCluster: { aRN: 'arn:hollow' },
  replicationGroup: { aRN: 'arn:hollow' },
  redshiftCluster: { clusterIdentifier: 'hollow' },
  openSearchDomain: { domainName: 'hollow' },
  lambdaFunction: { functionArn: 'arn:hollow' },
  ecsCluster: { clusterArn: 'arn:hollow' },
  ecsTask: { taskArn: 'arn:hollow' },
  eksCluster: { name: 'hollow' },
  resourceConfiguration: { id: 'rcfg-hollow' },
  resourceGateway: { id: 'rgw-hollow' },
  coreNetwork: { coreNetworkArn: 'arn:hollow' },
  coreNetworkAttachment: { attachmentId: 'attachment-hollow' },
  coreNetworkVpcAttachment: { attachment: { attachmentId: 'attachment-hollow' } },
  coreNetworkRoutes: {
    coreNetworkSegmentEdge: { coreNetworkId: 'core-hollow', segmentName: 's', edgeLocation: 'eu-west-1' },
  },
  vpcEndpointServicePermissions: { serviceId: 'vpce-svc-hollow' },
  vpcEndpointServiceDetail: { serviceName: 'hollow' },
  vpcEndpointConnection: { serviceId: 'vpce-svc-hollow', vpcEndpointId: 'vpce-hollow' },
  securityGroup: { groupId: 'sg-hollow' },
  securityGroupRule: { securityGroupRuleId: 'sgr-hollow', groupId: 'sg-hollow' },
  securityGroupVpcAssociation: { groupId: 'sg-hollow', vpcId: 'vpc-hollow' },
  prefixListEntries: { prefixListId: 'pl-hollow' },
  address: { allocationId: 'eipalloc-hollow' },
  vpcBlockPublicAccessOptions: { awsAccountId: '222222222222' },
  vpcBlockPublicAccessExclusion: { exclusionId: 'hollow' },
};

describe.each(kinds)('a %s', (kind) => {
  it('without any field has no key, but for options of an account', () => {
    const key = recordType(kind).key(recordTypes[kind].record.read({}, () => undefined) as object);
    expect(key).toBe(kind === 'vpcBlockPublicAccessOptions' ? '/' : undefined);
  });
  it('that is hollow breaks nothing, with an id or without', () => {
    const id = KEYS[kind] ?? { [`${kind}Id`]: `${recordType(kind).idPrefix}hollow` };
    const network = networkOf([...base(), raw(kind, {}), hollowRecord(kind), hollowRecord(kind, id)]);
    expect(askIn(network, 'i-app2', 'i-db').verdict).toBe('reachable');
    expect(network.all(kind).length).toBeGreaterThanOrEqual(3);
    expect(recordType(kind).key(network.all(kind).at(-1) as object)).toBeDefined();
  });
  it('names the call it comes from and what is unknown without it', () => {
    const { calls, without, title } = recordType(kind);
    expect(calls.map(({ operation }) => operation)).toEqual(
      calls.map(() => expect.stringMatching(/^(Describe|Get|List|Search)[A-Z]/)),
    );
    expect([title.length, without?.length]).toEqual([expect.any(Number), expect.any(Number)]);
  });
  it('is missed where fields that other kinds have show it', () => {
    for (const { in: other, at = '' } of recordType(kind).neededBy ?? []) {
      expect(kinds, other).toContain(other);
      const schema = recordTypes[other as (typeof kinds)[number]].record.schema as Schema;
      expect(at === '' || fieldAt(schema, at.split('.')), `${other} ${at}`).toBeTruthy();
    }
  });
});

it('an object belongs to the account its record names', () => {
  const owner = (kind: (typeof kinds)[number], field: string, schema: Schema) => {
    const account = '111111111111';
    const value = /arn$/i.test(field) ? `arn:aws:a:b:${account}:c` : schema.properties ? { OwnerId: account } : account;
    return recordType(kind).owner?.(recordTypes[kind].record.read({ [field]: value }, () => undefined) as object);
  };
  for (const kind of kinds) {
    if (!recordType(kind).owner) continue;
    const { properties } = recordType(kind).record.schema as { properties: Readonly<Record<string, Schema>> };
    const owners = Object.keys(properties).map((field) => owner(kind, field, properties[field] as Schema));
    expect(owners, kind).toContain('111111111111');
  }
});

it.each([
  ['i-1', 'instance'],
  ['igw-1', 'internetGateway'],
  ['eigw-1', 'egressOnlyInternetGateway'],
  ['eni-1', 'networkInterface'],
  ['tgw-1', 'transitGateway'],
  ['tgw-rtb-1', 'transitGatewayRouteTable'],
  ['lgw-1', 'localGateway'],
  ['vpce-1', 'vpcEndpoint'],
  ['vpce-svc-1', 'vpcEndpointService'],
  ['odbnet-1', undefined],
])('%s is the id of a kind: %s', (id, kind) => {
  expect(kindOfId(id)).toBe(kind);
});
