/**
 * Checked by the compiler alone: every field that a record type declares exists in the SDK's type of the same object, at
 * every depth. A misspelt field would read as absent for ever, and nothing else would notice.
 */
import type * as directconnect from '@aws-sdk/client-direct-connect';
import type * as sdk from '@aws-sdk/client-ec2';
import type * as ecs from '@aws-sdk/client-ecs';
import type * as efs from '@aws-sdk/client-efs';
import type * as eks from '@aws-sdk/client-eks';
import type * as elb from '@aws-sdk/client-elastic-load-balancing';
import type * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import type * as elasticache from '@aws-sdk/client-elasticache';
import type * as lambda from '@aws-sdk/client-lambda';
import type * as networkFirewall from '@aws-sdk/client-network-firewall';
import type * as opensearch from '@aws-sdk/client-opensearch';
import type * as rds from '@aws-sdk/client-rds';
import type * as redshift from '@aws-sdk/client-redshift';
import type * as lattice from '@aws-sdk/client-vpc-lattice';
import type { Kind, Provenance, RecordOfKind } from '@hopwise/core';

/** What the SDK calls the objects of each kind. */
interface SdkTypes {
  vpc: sdk.Vpc;
  subnet: sdk.Subnet;
  networkInterface: sdk.NetworkInterface;
  instance: sdk.Instance;
  routeTable: sdk.RouteTable;
  securityGroup: sdk.SecurityGroup;
  securityGroupRule: sdk.SecurityGroupRule;
  securityGroupVpcAssociation: sdk.SecurityGroupVpcAssociation;
  networkAcl: sdk.NetworkAcl;
  prefixList: sdk.ManagedPrefixList & Pick<sdk.PrefixList, 'Cidrs'>;
  prefixListEntries: sdk.GetManagedPrefixListEntriesResult &
    Pick<sdk.GetManagedPrefixListEntriesRequest, 'PrefixListId'>;
  internetGateway: sdk.InternetGateway;
  egressOnlyInternetGateway: sdk.EgressOnlyInternetGateway;
  natGateway: sdk.NatGateway;
  address: sdk.Address;
  vpcPeeringConnection: sdk.VpcPeeringConnection;
  vpcEndpoint: sdk.VpcEndpoint;
  vpcBlockPublicAccessOptions: sdk.VpcBlockPublicAccessOptions;
  vpcBlockPublicAccessExclusion: sdk.VpcBlockPublicAccessExclusion;
  transitGateway: sdk.TransitGateway;
  transitGatewayAttachment: sdk.TransitGatewayAttachment;
  transitGatewayVpcAttachment: sdk.TransitGatewayVpcAttachment;
  transitGatewayPeeringAttachment: sdk.TransitGatewayPeeringAttachment;
  transitGatewayConnect: sdk.TransitGatewayConnect;
  transitGatewayConnectPeer: sdk.TransitGatewayConnectPeer;
  transitGatewayRouteTable: sdk.TransitGatewayRouteTable;
  transitGatewayRoutes: sdk.SearchTransitGatewayRoutesResult &
    Pick<sdk.SearchTransitGatewayRoutesRequest, 'TransitGatewayRouteTableId'>;
  transitGatewayAssociations: sdk.GetTransitGatewayRouteTableAssociationsResult &
    Pick<sdk.GetTransitGatewayRouteTableAssociationsRequest, 'TransitGatewayRouteTableId'>;
  transitGatewayPropagations: sdk.GetTransitGatewayRouteTablePropagationsResult &
    Pick<sdk.GetTransitGatewayRouteTablePropagationsRequest, 'TransitGatewayRouteTableId'>;
  transitGatewayAttachmentPropagations: sdk.GetTransitGatewayAttachmentPropagationsResult &
    Pick<sdk.GetTransitGatewayAttachmentPropagationsRequest, 'TransitGatewayAttachmentId'>;
  transitGatewayPrefixListReferences: sdk.GetTransitGatewayPrefixListReferencesResult &
    Pick<sdk.GetTransitGatewayPrefixListReferencesRequest, 'TransitGatewayRouteTableId'>;
  transitGatewayPolicyTable: sdk.TransitGatewayPolicyTable;
  vpnGateway: sdk.VpnGateway;
  customerGateway: sdk.CustomerGateway;
  vpnConnection: sdk.VpnConnection;
  loadBalancer: elbv2.LoadBalancer;
  loadBalancerAttributes: elbv2.DescribeLoadBalancerAttributesOutput &
    Pick<elbv2.DescribeLoadBalancerAttributesInput, 'LoadBalancerArn'>;
  listener: elbv2.Listener;
  listenerRule: elbv2.Rule & Pick<elbv2.Listener, 'ListenerArn'>;
  targetGroup: elbv2.TargetGroup;
  targetGroupAttributes: elbv2.DescribeTargetGroupAttributesOutput &
    Pick<elbv2.DescribeTargetGroupAttributesInput, 'TargetGroupArn'>;
  targetHealth: elbv2.DescribeTargetHealthOutput & Pick<elbv2.DescribeTargetHealthInput, 'TargetGroupArn'>;
  classicLoadBalancer: elb.LoadBalancerDescription;
  classicLoadBalancerAttributes: elb.DescribeLoadBalancerAttributesOutput &
    Pick<elb.DescribeLoadBalancerAttributesInput, 'LoadBalancerName'>;
  instanceHealth: elb.DescribeEndPointStateOutput & Pick<elb.DescribeEndPointStateInput, 'LoadBalancerName'>;
  directConnectConnection: directconnect.Connection;
  directConnectLag: directconnect.Lag;
  virtualInterface: directconnect.VirtualInterface;
  directConnectGateway: directconnect.DirectConnectGateway;
  directConnectGatewayAssociation: directconnect.DirectConnectGatewayAssociation;
  directConnectGatewayAttachment: directconnect.DirectConnectGatewayAttachment;
  clientVpnEndpoint: sdk.ClientVpnEndpoint;
  clientVpnTargetNetwork: sdk.TargetNetwork;
  clientVpnRoute: sdk.ClientVpnRoute;
  clientVpnAuthorizationRule: sdk.AuthorizationRule;
  vpcEndpointService: sdk.ServiceConfiguration;
  vpcEndpointServicePermissions: sdk.DescribeVpcEndpointServicePermissionsResult &
    Pick<sdk.DescribeVpcEndpointServicePermissionsRequest, 'ServiceId'>;
  vpcEndpointServiceDetail: sdk.ServiceDetail;
  vpcEndpointConnection: sdk.VpcEndpointConnection;
  resourceConfiguration: lattice.GetResourceConfigurationResponse;
  resourceGateway: lattice.ResourceGatewaySummary;
  firewall: networkFirewall.DescribeFirewallResponse & networkFirewall.FirewallMetadata;
  firewallEndpointAssociation: networkFirewall.DescribeVpcEndpointAssociationResponse &
    networkFirewall.VpcEndpointAssociationMetadata;
  firewallPolicy: networkFirewall.DescribeFirewallPolicyResponse &
    networkFirewall.FirewallPolicyMetadata &
    Pick<networkFirewall.DescribeFirewallPolicyRequest, 'FirewallPolicyArn'>;
  firewallRuleGroup: networkFirewall.DescribeRuleGroupResponse &
    networkFirewall.RuleGroupMetadata &
    Pick<networkFirewall.DescribeRuleGroupRequest, 'RuleGroupArn'>;
  trafficMirrorSession: sdk.TrafficMirrorSession;
  trafficMirrorTarget: sdk.TrafficMirrorTarget;
  trafficMirrorFilter: sdk.TrafficMirrorFilter;
  flowLog: sdk.FlowLog;
  dbInstance: rds.DBInstance;
  dbCluster: rds.DBCluster;
  dbSubnetGroup: rds.DBSubnetGroup;
  cacheCluster: elasticache.CacheCluster;
  replicationGroup: elasticache.ReplicationGroup;
  redshiftCluster: redshift.Cluster;
  openSearchDomain: opensearch.DomainStatus;
  fileSystem: efs.FileSystemDescription;
  mountTarget: efs.MountTargetDescription;
  lambdaFunction: lambda.FunctionConfiguration;
  ecsCluster: ecs.Cluster;
  ecsTask: ecs.Task;
  eksCluster: eks.Cluster;
  instanceConnectEndpoint: sdk.Ec2InstanceConnectEndpoint;
  carrierGateway: sdk.CarrierGateway;
  localGateway: sdk.LocalGateway;
  routeServer: sdk.RouteServer;
}

/** Kinds whose client is no dependency: large, for a few names. */
type Unchecked = 'coreNetwork' | 'coreNetworkAttachment' | 'coreNetworkVpcAttachment' | 'coreNetworkRoutes';

/** Names on the wire that the SDK's types lack, each with its reason. */
type Exceptions = never;

/** Names that somebody chose: tags, which are a list of pairs on the wire, and maps. */
type IsNamed<T> = string extends keyof T ? true : false;

/** Most services spell names with a capital, some do not. */
type SpeltAlike<K extends string, Theirs> = Extract<keyof Theirs, K | Capitalize<K>>;

/** The paths of `Ours` that `Theirs` does not have. */
type Unknown<Ours, Theirs, Path extends string> = Ours extends readonly (infer Item)[]
  ? Theirs extends readonly (infer Element)[]
    ? Unknown<Item, NonNullable<Element>, Path>
    : Path
  : Ours extends object
    ? IsNamed<Ours> extends true
      ? IsNamed<Theirs> extends true
        ? Unknown<Ours[keyof Ours], NonNullable<Theirs[keyof Theirs]>, Path>
        : never
      : {
          [K in keyof Ours & string]: [SpeltAlike<K, Theirs>] extends [never]
            ? `${Path}.${K}`
            : Unknown<NonNullable<Ours[K]>, NonNullable<Theirs[SpeltAlike<K, Theirs>]>, `${Path}.${K}`>;
        }[keyof Ours & string]
    : never;

type UnknownFields = {
  [K in Exclude<Kind, Unchecked>]: Exclude<
    Unknown<Omit<RecordOfKind<K>, keyof Provenance>, SdkTypes[K], K>,
    Exceptions
  >;
}[Exclude<Kind, Unchecked>];

/** Does not compile, and names the fields, when there are any. */
export const unknownFields: Readonly<Record<UnknownFields, 'misspelt'>> = {};
