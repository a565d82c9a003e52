import type { FieldEdit } from './field-edits.ts';
import type { NetworkAclEntry } from './network-acl.ts';
import type { Route } from './route-table.ts';
import type { IpPermission } from './security-group.ts';

type Fields = Readonly<Record<string, unknown>>;

/** How long what has no words of its own may get. */
const LONGEST = 120;

/** `ingress rule tcp/443 from 10.0.0.0/8 added`. */
export function differenceText({ op, kind, field, isElement, old, value }: FieldEdit): string {
  const say = isElement ? (WORDS[`${kind} ${field}`] ?? ((one: unknown) => `${field} ${inShort(one)}`)) : undefined;
  if (!say)
    return `${field} ${op === 'add' ? 'now' : inShort(old)}${op === 'remove' ? ' removed' : ` → ${inShort(value)}`}`;
  if (op === 'replace') return `${say(old)} became ${say(value)}`;
  return op === 'add' ? `${say(value)} added` : `${say(old)} removed`;
}

const WORDS: Readonly<Record<string, (element: unknown) => string>> = {
  'securityGroup ipPermissions': (one) => permissionText(one as IpPermission, 'ingress', 'from'),
  'securityGroup ipPermissionsEgress': (one) => permissionText(one as IpPermission, 'egress', 'to'),
  'networkAcl entries': (one) => entryText(one as NetworkAclEntry),
  'routeTable routes': (one) => routeText(one as Route),
  'routeTable associations': associationText,
  'networkAcl associations': associationText,
  'networkInterface groups': (one) => `group ${(one as { readonly groupId?: string }).groupId}`,
};

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
  return `${direction} rule ${trafficText(ipProtocol, fromPort, toPort)} ${where} ${peers.filter(Boolean).join(', ')}`;
}

function entryText({ ruleNumber, ruleAction, egress, protocol, cidrBlock, ipv6CidrBlock, portRange }: NetworkAclEntry) {
  const [direction, where] = egress ? ['egress', 'to'] : ['ingress', 'from'];
  const traffic = trafficText(protocol, portRange?.from, portRange?.to);
  return `${direction} rule ${ruleNumber} ${ruleAction} ${traffic} ${where} ${cidrBlock ?? ipv6CidrBlock}`;
}

function routeText(route: Route): string {
  const { destinationCidrBlock, destinationIpv6CidrBlock, destinationPrefixListId, origin, state, ...targets } = route;
  const target = Object.values(targets).find((one) => one !== undefined) ?? 'nothing';
  const dead = state && state !== 'active' ? ` (${state})` : '';
  return `route ${destinationPrefixListId ?? destinationCidrBlock ?? destinationIpv6CidrBlock} → ${target}${dead}`;
}

const PROTOCOLS: Readonly<Record<string, string>> = { '-1': 'all', 6: 'tcp', 17: 'udp', 1: 'icmp', 58: 'icmpv6' };

function trafficText(protocol: string | undefined, from: number | undefined, to: number | undefined): string {
  const name = PROTOCOLS[protocol ?? ''] ?? protocol ?? 'an unread protocol';
  if (from === undefined || from < 0 || (name !== 'tcp' && name !== 'udp') || (from === 0 && to === 65_535))
    return name;
  return `${name}/${from === to ? from : `${from}-${to}`}`;
}

/** A value as JSON without what it does not have. */
function inShort(value: unknown): string {
  const [only, ...rest] = Object.values(value ?? {}).filter((one) => one !== undefined);
  if (!Array.isArray(value) && rest.length === 0 && typeof only === 'string' && typeof value === 'object') return only;
  if (typeof value !== 'object' || value === null) return String(value);
  const text = JSON.stringify(value, (_, inner: unknown) => {
    if (Array.isArray(inner)) return inner.length === 0 ? undefined : inner;
    return typeof inner === 'object' && inner !== null && isEmpty(inner as Fields) ? undefined : inner;
  });
  return text === undefined ? 'nothing' : text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function isEmpty(fields: Fields): boolean {
  return Object.values(fields).every((one) => one === undefined);
}
