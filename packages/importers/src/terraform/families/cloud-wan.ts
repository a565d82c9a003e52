import type { Attributes } from '../attributes.ts';
import type { Family, Mapping } from '../mapping.ts';
import { CORE_NETWORK, SUBNET, VPC, type Wanted } from '../wanted.ts';

const ATTACHMENTS: Readonly<Record<string, readonly [type: string, resource: string]>> = {
  aws_networkmanager_vpc_attachment: ['VPC', 'vpc_arn'],
  aws_networkmanager_site_to_site_vpn_attachment: ['SITE_TO_SITE_VPN', 'vpn_connection_arn'],
  aws_networkmanager_connect_attachment: ['CONNECT', 'transport_attachment_id'],
  aws_networkmanager_transit_gateway_route_table_attachment: [
    'TRANSIT_GATEWAY_ROUTE_TABLE',
    'transit_gateway_route_table_arn',
  ],
  aws_networkmanager_dx_gateway_attachment: ['DIRECT_CONNECT_GATEWAY', 'direct_connect_gateway_arn'],
};

/** The argument is an ARN, of which the end is the id. */
const VPC_ARN: Wanted = { aws_vpc: ['arn'], aws_default_vpc: ['arn'] };
const SUBNET_ARN: Wanted = { aws_subnet: ['arn'], aws_default_subnet: ['arn'] };

/**
 * Core networks of Cloud WAN with what is attached to them. Which segment an attachment gets, and what a segment routes,
 * its policy decides when it runs: both are unknown until then.
 */
export const cloudWan: Family = {
  types: ['aws_networkmanager_core_network', ...Object.keys(ATTACHMENTS)],
  map(mapping) {
    for (const one of mapping.all('aws_networkmanager_core_network')) {
      mapping.add(
        'coreNetwork',
        {
          CoreNetworkId: mapping.idOf(one),
          CoreNetworkArn: mapping.idOf(one, 'arn'),
          State: one.text('state') ?? 'AVAILABLE',
          Tags: one.tags(),
        },
        one,
      );
      mapping.name(one, [mapping.idOf(one, 'arn')]);
    }
    for (const one of mapping.all(...Object.keys(ATTACHMENTS))) addAttachment(mapping, one);
  },
};

function addAttachment(mapping: Mapping, one: Attributes): void {
  const [type, argument] = ATTACHMENTS[one.resource.type] as readonly [string, string];
  const isOfVpc = type === 'VPC';
  const AttachmentId = mapping.idOf(one);
  const core = one.id('core_network_id', CORE_NETWORK) ?? one.text('core_network_arn');
  mapping.add(
    'coreNetworkAttachment',
    {
      AttachmentId,
      AttachmentType: type,
      CoreNetworkId: core,
      CoreNetworkArn: one.text('core_network_arn') ?? arnOf(mapping, core),
      OwnerAccountId: one.text('owner_account_id'),
      State: one.text('state') ?? 'AVAILABLE',
      EdgeLocation: one.text('edge_location'),
      ResourceArn: isOfVpc ? vpcArn(one) : one.text(argument),
      SegmentName: one.text('segment_name'),
    },
    one,
  );
  if (!isOfVpc) return;
  const [options] = one.blocks('options');
  mapping.add(
    'coreNetworkVpcAttachment',
    {
      Attachment: { AttachmentId },
      SubnetArns: subnetArns(one),
      Options: {
        Ipv6Support: options?.flag('ipv6_support') ?? false,
        ApplianceModeSupport: options?.flag('appliance_mode_support') ?? false,
        SecurityGroupReferencingSupport: options?.flag('security_group_referencing_support') ?? true,
      },
    },
    one,
  );
}

function arnOf(mapping: Mapping, id: string | undefined): string | undefined {
  const found = mapping.all('aws_networkmanager_core_network').find((one) => mapping.idOf(one) === id);
  return found && mapping.idOf(found, 'arn');
}

/** What is planned has no ARN yet: its id stands at the end of one, as everything else names it. */
function vpcArn(one: Attributes): string | undefined {
  return asArn(
    'vpc',
    one.text('vpc_arn') ?? one.id('vpc_arn', one.isUnknown('vpc_arn') ? { ...VPC, ...VPC_ARN } : VPC),
  );
}

function subnetArns(one: Attributes): readonly string[] {
  return one.ids('subnet_arns', { ...SUBNET, ...SUBNET_ARN }).flatMap((id) => asArn('subnet', id) ?? []);
}

function asArn(kind: string, id: string | undefined): string | undefined {
  return id === undefined || id.startsWith('arn:') ? id : `arn:aws:ec2:::${kind}/${id}`;
}
