import type { FieldEdit } from './field-edits.ts';
import { fieldText, inShort } from './field-text.ts';
import type { NetworkAclEntry } from './network-acl.ts';
import type { Kind, RecordOfKind } from './record-types.ts';
import type { Route } from './route-table.ts';
import type { IpPermission } from './security-group.ts';
import type { TransitGatewayRoute } from './transit-gateway-routes.ts';

type Fields = Readonly<Record<string, unknown>>;

/** `ingress rule tcp/443 from 10.0.0.0/8 added`. */
export function differenceText({ op, kind, field, isElement, old, value }: FieldEdit): string {
  const say = isElement ? (WORDS[`${kind} ${field}`] ?? ((one: unknown) => `${field} ${inShort(one)}`)) : undefined;
  const whole = VALUES[`${kind} ${field}`];
  if (whole && !isElement) return fieldText(field, op, old && whole(old), value && whole(value));
  if (!say) return fieldText(field, op, old, value);
  if (op !== 'replace') return op === 'add' ? `${say(value)} added` : `${say(old)} removed`;
  const [was, is] = [say(old), say(value)];
  return was === is ? fieldText(was, op, old, value) : `${was} became ${is}`;
}

const WORDS: Readonly<Record<string, (element: unknown) => string>> = {
  'securityGroup ipPermissions': (one) => permissionText(one as IpPermission, 'ingress', 'from'),
  'securityGroup ipPermissionsEgress': (one) => permissionText(one as IpPermission, 'egress', 'to'),
  'networkAcl entries': (one) => entryText(one as NetworkAclEntry),
  'routeTable routes': (one) => routeText(one as Route),
  'routeTable associations': associationText,
  'networkAcl associations': associationText,
  'networkInterface groups': (one) => `group ${(one as { readonly groupId?: string }).groupId}`,
  'networkInterface privateIpAddresses': (one) => addressText(one as InterfaceAddress),
  'transitGatewayRoutes routes': (one) => transitRouteText(one as TransitGatewayRoute),
  'transitGatewayAssociations associations': attachmentText('association of', 'associated'),
  'transitGatewayPropagations transitGatewayRouteTablePropagations': attachmentText('propagation of', 'enabled'),
  'transitGatewayAttachmentPropagations transitGatewayAttachmentPropagations': attachmentText(
    'propagation to',
    'enabled',
  ),
  'internetGateway attachments': attachmentText('attachment to', 'available', 'attached'),
  'egressOnlyInternetGateway attachments': attachmentText('attachment to', 'available', 'attached'),
  'vpnGateway vpcAttachments': attachmentText('attachment to', 'attached'),
  'vpnConnection vgwTelemetry': (one) => tunnelText(one as Tunnel),
  'prefixListEntries entries': (one) => `entry ${(one as { readonly cidr?: string }).cidr}`,
  'targetHealth targetHealthDescriptions': (one) => targetText(one as TargetDescription),
  'targetGroupAttributes attributes': attributeText,
  'loadBalancerAttributes attributes': attributeText,
};

/** What tells what a field holds, where that is not all of it. */
const VALUES: Readonly<Record<string, (value: unknown) => string>> = {
  'transitGatewayAttachment association': (one) => attachmentText('', 'associated')(one).trim(),
  'networkInterface association': (one) => String((one as Fields).publicIp ?? (one as Fields).carrierIp),
};

type Tunnel = Element<'vpnConnection', 'vgwTelemetry'>;
type InterfaceAddress = Element<'networkInterface', 'privateIpAddresses'>;
type TargetDescription = Element<'targetHealth', 'targetHealthDescriptions'>;
type Element<K extends Kind, F extends keyof RecordOfKind<K>> = NonNullable<
  RecordOfKind<K>[F] extends readonly (infer E)[] ? E : never
>;

function addressText({ privateIpAddress, association }: InterfaceAddress): string {
  return `address ${privateIpAddress}${association?.publicIp ? ` (${association.publicIp})` : ''}`;
}

function transitRouteText({
  destinationCidrBlock,
  prefixListId,
  transitGatewayAttachments,
  state,
}: TransitGatewayRoute) {
  const to = transitGatewayAttachments.map((one) => one?.transitGatewayAttachmentId).join(', ');
  const dead = state && state !== 'active' ? state : '';
  return `route ${destinationCidrBlock ?? prefixListId} → ${to ? `${to}${dead && ` (${dead})`}` : dead || 'nothing'}`;
}

/** With its state, unless that is as it should be. */
function attachmentText(word: string, ...usual: readonly string[]) {
  return (one: unknown): string => {
    const { transitGatewayAttachmentId, transitGatewayRouteTableId, vpcId, state } = one as Fields;
    const dead = typeof state === 'string' && !usual.includes(state) ? ` (${state})` : '';
    return `${word} ${transitGatewayAttachmentId ?? transitGatewayRouteTableId ?? vpcId}${dead}`;
  };
}

function tunnelText({ outsideIpAddress, status }: Tunnel): string {
  return `tunnel ${[outsideIpAddress, status].filter(Boolean).join(' ')}`;
}

function targetText({ target, targetHealth }: TargetDescription): string {
  const { state } = targetHealth ?? {};
  const zone = target?.availabilityZone ? ` in ${target.availabilityZone}` : '';
  const port = target?.port === undefined ? '' : `:${target.port}`;
  return `target ${target?.id}${port}${zone}${state && state !== 'healthy' ? ` (${state})` : ''}`;
}

function attributeText(one: unknown): string {
  const { key, value } = one as Fields;
  return `${key} ${value}`;
}

function associationText(one: unknown): string {
  const { subnetId, gatewayId, main } = one as Readonly<Record<string, unknown>>;
  return `association with ${subnetId ?? gatewayId ?? (main ? 'the rest of its VPC' : 'nothing')}`;
}

function permissionText(permission: IpPermission, direction: string, where: string): string {
  const { ipRanges, ipv6Ranges, prefixListIds, userIdGroupPairs } = permission;
  const peers = [
    ...ipRanges.map((one) => one?.cidrIp),
    ...ipv6Ranges.map((one) => one?.cidrIpv6),
    ...prefixListIds.map((one) => one?.prefixListId),
    ...userIdGroupPairs.map((one) => one?.groupId),
  ];
  const { ipProtocol, fromPort, toPort } = permission;
  // For ICMP these are type and code (SG-06).
  const isTyped = isIcmp(ipProtocol);
  const traffic = isTyped ? icmpText(ipProtocol, fromPort, toPort) : trafficText(ipProtocol, fromPort, toPort);
  return `${direction} rule ${traffic} ${where} ${peers.filter(Boolean).join(', ')}`;
}

function entryText(entry: NetworkAclEntry) {
  const { ruleNumber, ruleAction, egress, protocol, cidrBlock, ipv6CidrBlock, portRange, icmpTypeCode } = entry;
  const [direction, where] = egress ? ['egress', 'to'] : ['ingress', 'from'];
  const traffic = isIcmp(protocol)
    ? icmpText(protocol, icmpTypeCode?.type, icmpTypeCode?.code)
    : trafficText(protocol, portRange?.from, portRange?.to);
  return `${direction} rule ${ruleNumber} ${ruleAction} ${traffic} ${where} ${cidrBlock ?? ipv6CidrBlock}`;
}

function routeText(route: Route): string {
  const { destinationCidrBlock, destinationIpv6CidrBlock, destinationPrefixListId, origin, state, ...targets } = route;
  const target = Object.values(targets).find((one) => one !== undefined) ?? 'nothing';
  const dead = state && state !== 'active' ? ` (${state})` : '';
  return `route ${destinationPrefixListId ?? destinationCidrBlock ?? destinationIpv6CidrBlock} → ${target}${dead}`;
}

const PROTOCOLS: Readonly<Record<string, string>> = { '-1': 'all', 6: 'tcp', 17: 'udp', 1: 'icmp', 58: 'icmpv6' };

function isIcmp(protocol: string | undefined): boolean {
  return ['1', '58', 'icmp', 'icmpv6'].includes(protocol ?? '');
}

/** `icmp`, `icmp/8`, `icmp/3/4`. */
function icmpText(protocol: string | undefined, type = -1, code = -1): string {
  const name = PROTOCOLS[protocol ?? ''] ?? protocol;
  return type < 0 ? `${name}` : `${name}/${type}${code < 0 ? '' : `/${code}`}`;
}

function trafficText(protocol: string | undefined, from: number | undefined, to: number | undefined): string {
  const name = PROTOCOLS[protocol ?? ''] ?? protocol ?? 'an unread protocol';
  if (from === undefined || from < 0 || (name !== 'tcp' && name !== 'udp') || (from === 0 && to === 65_535))
    return name;
  return `${name}/${from === to ? from : `${from}-${to}`}`;
}
