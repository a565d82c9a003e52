import { nameTag } from './tags.mjs';

/**
 * @typedef {import('./estate-plan.mjs').VpcPlan} VpcPlan
 * @typedef {import('./estate-plan.mjs').Hub} Hub
 * @typedef {import('./vpc-network.mjs').SubnetPlan} SubnetPlan
 */

const EVERYTHING = '10.0.0.0/8';

/** Where the private range leads from the subnets of a tier. @param {VpcPlan} vpc @param {string} tier @returns {object[]} */
export function hubRoutes(vpc, tier) {
  const { hub } = vpc;
  if (!hub) return [];
  // The transit gateway hands packets to the data tier of the inspecting VPC, whose appliance is in the app tier.
  const target =
    vpc === hub.inspection && tier === 'data' ? { NetworkInterfaceId: hub.applianceId } : { TransitGatewayId: hub.id };
  return [{ DestinationCidrBlock: EVERYTHING, ...target }];
}

/** One host of the app tier becomes the appliance. @param {VpcPlan} vpc @param {{ SubnetId: string }[]} interfaces @param {readonly SubnetPlan[]} subnets */
export function placeAppliance(vpc, interfaces, subnets) {
  if (vpc.hub?.inspection !== vpc) return;
  const app = new Set(subnets.filter(({ tier }) => tier === 'app').map(({ subnetId }) => subnetId));
  const host = interfaces.find(({ SubnetId, Attachment }) => app.has(SubnetId) && Attachment.InstanceId);
  vpc.hub.applianceId = host.NetworkInterfaceId;
  vpc.hub.instanceId = host.Attachment.InstanceId;
  const group = vpc.groups.find(({ name }) => name === 'inspection');
  Object.assign(host, {
    SourceDestCheck: false,
    Groups: [{ GroupId: group.groupId, GroupName: `${vpc.name}-inspection` }],
  });
}

/** @param {VpcPlan} vpc @param {readonly SubnetPlan[]} subnets @returns {object[]} what the account of the VPC lists */
export function describeAttachment(vpc, subnets) {
  const { hub } = vpc;
  if (!hub) return [];
  const inspects = vpc === hub.inspection;
  return [
    {
      TransitGatewayAttachmentId: vpc.attachmentId,
      TransitGatewayId: hub.id,
      VpcId: vpc.vpcId,
      VpcOwnerId: vpc.account.ownerId,
      State: 'available',
      SubnetIds: subnets.filter(({ tier }) => tier === 'data').map(({ subnetId }) => subnetId),
      CreationTime: '2024-03-11T08:24:00+00:00',
      Options: {
        DnsSupport: 'enable',
        SecurityGroupReferencingSupport: 'disable',
        Ipv6Support: 'disable',
        ApplianceModeSupport: inspects ? 'enable' : 'disable',
      },
      Tags: nameTag(vpc.name),
    },
  ];
}

/** What the account of the transit gateway lists: spokes send everything to be inspected, which comes back by its own table. */
export function describeHub(hub, vpcs) {
  const [spokes, inspected] = hub.tables;
  const named = ({ vpcId, attachmentId }) => ({
    ResourceId: vpcId,
    TransitGatewayAttachmentId: attachmentId,
    ResourceType: 'vpc',
  });
  const others = vpcs.filter((vpc) => vpc !== hub.inspection);
  const route = (cidr, vpc, type) => ({
    DestinationCidrBlock: cidr,
    TransitGatewayAttachments: [named(vpc)],
    Type: type,
    State: 'active',
  });
  const routes = { [spokes]: [route('0.0.0.0/0', hub.inspection, 'static')], [inspected]: [] };
  routes[inspected].push(...others.map((vpc) => route(vpc.cidr, vpc, 'propagated')));
  const attachment = (vpc) => ({
    ...named(vpc),
    TransitGatewayId: hub.id,
    TransitGatewayOwnerId: hub.inspection.account.ownerId,
    ResourceOwnerId: vpc.account.ownerId,
    State: 'available',
    Association: { TransitGatewayRouteTableId: vpc === hub.inspection ? inspected : spokes, State: 'associated' },
    Tags: nameTag(vpc.name),
  });
  const propagations = (table) =>
    table === inspected ? others.map((vpc) => ({ ...named(vpc), State: 'enabled' })) : [];
  return {
    'transit-gateways.json': { TransitGateways: [describeTransitGateway(hub)] },
    'transit-gateway-attachments.json': { TransitGatewayAttachments: vpcs.map(attachment) },
    'transit-gateway-route-tables.json': {
      TransitGatewayRouteTables: hub.tables.map((id, i) => ({
        TransitGatewayRouteTableId: id,
        TransitGatewayId: hub.id,
        State: 'available',
        DefaultAssociationRouteTable: false,
        DefaultPropagationRouteTable: false,
        Tags: nameTag(['spokes', 'inspected'][i]),
      })),
    },
    ...Object.fromEntries(
      hub.tables.flatMap((table) => [
        [
          `ec2-search-transit-gateway-routes/${table}.json`,
          { TransitGatewayRouteTableId: table, Routes: routes[table], AdditionalRoutesAvailable: false },
        ],
        [
          `ec2-get-transit-gateway-route-table-propagations/${table}.json`,
          { TransitGatewayRouteTableId: table, TransitGatewayRouteTablePropagations: propagations(table) },
        ],
      ]),
    ),
    // JSON is YAML too.
    'hopwise.yaml': { appliances: { [hub.instanceId]: 'forward' } },
  };
}

function describeTransitGateway({ id, inspection: { account, region } }) {
  return {
    TransitGatewayId: id,
    TransitGatewayArn: `arn:aws:ec2:${region}:${account.ownerId}:transit-gateway/${id}`,
    State: 'available',
    OwnerId: account.ownerId,
    Options: {
      AmazonSideAsn: 64512,
      AutoAcceptSharedAttachments: 'enable',
      DefaultRouteTableAssociation: 'disable',
      DefaultRouteTablePropagation: 'disable',
      VpnEcmpSupport: 'enable',
      DnsSupport: 'enable',
      SecurityGroupReferencingSupport: 'disable',
      MulticastSupport: 'disable',
    },
    Tags: nameTag('hub'),
  };
}
