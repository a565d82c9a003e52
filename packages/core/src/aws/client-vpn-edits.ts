import { type Edit, PRICE } from '../model/change.ts';
import { type Family, formatCidr, type Prefix, parsePrefix } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import type { ClientVpnEndpoint } from './client-vpn-endpoint.ts';
import { editCommand } from './edit-command.ts';
import type { Lookup, Place } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';
import type { Recorded } from './resource-type.ts';
import { destinationOf } from './route-edits.ts';

type Endpoint = Recorded<ClientVpnEndpoint>;
type Rule = RecordOfKind<'clientVpnAuthorizationRule'>;
type Route = RecordOfKind<'clientVpnRoute'>;

interface Wanted {
  readonly family: Family;
  readonly label: Label;
  /** The prefix whose rules or routes decide now, and go on deciding for others. */
  readonly decided: Prefix | undefined;
}

/** Allows a user's group, or everybody where no groups are stated, to send to a destination (CVPN-02). */
export function authorizationEdits(
  net: Lookup,
  endpoint: Endpoint,
  wanted: Wanted,
  groups: readonly string[],
): readonly Edit[] {
  const id = endpoint.clientVpnEndpointId as string;
  const cidr = cidrOf(net, wanted);
  const each = groups.length > 0 ? groups : [undefined];
  return each.map((group): Edit => {
    const component = `${id}/${cidr}/${group ?? ''}`;
    const value = {
      ClientVpnEndpointId: id,
      DestinationCidr: cidr,
      ...(group === undefined ? { AccessAll: true } : { AccessAll: false, GroupId: group }),
      Status: { Code: 'active' },
      ...placed(endpoint),
    };
    const options = {
      'client-vpn-endpoint-id': id,
      'target-network-cidr': cidr,
      ...(group === undefined ? { 'authorize-all-groups': true as const } : { 'access-group-id': group }),
    };
    return {
      component: id,
      price: PRICE.rule,
      text: `authorize ${group ?? 'everybody'} to send to ${cidr}`,
      commands: [editCommand('authorize-client-vpn-ingress', options, endpoint)],
      changes: [{ op: 'add', component, at: '', value }],
    };
  });
}

/** Routes of the endpoint for clients that land in some subnets, each of which needs its own (CVPN-03). */
export function clientRouteEdit(net: Lookup, endpoint: Endpoint, wanted: Wanted, subnetIds: readonly string[]): Edit {
  const id = endpoint.clientVpnEndpointId as string;
  const cidr = cidrOf(net, wanted);
  const valueFor = (subnetId: string) => ({
    ClientVpnEndpointId: id,
    DestinationCidr: cidr,
    TargetSubnet: subnetId,
    Origin: 'add-route',
    Status: { Code: 'active' },
    ...placed(endpoint),
  });
  const words = { 'client-vpn-endpoint-id': id, 'destination-cidr-block': cidr };
  return {
    component: id,
    price: PRICE.route * subnetIds.length,
    text: `add the route ${cidr} → ${subnetIds.join(', ')}`,
    commands: subnetIds.map((subnetId) =>
      editCommand('create-client-vpn-route', { ...words, 'target-vpc-subnet-id': subnetId }, endpoint),
    ),
    changes: subnetIds.map((subnetId) => ({
      op: 'add' as const,
      component: `${id}/${cidr}/${subnetId}`,
      at: '',
      value: valueFor(subnetId),
    })),
  };
}

function cidrOf(net: Lookup, { family, label, decided }: Wanted): string {
  return formatCidr(decided ?? destinationOf(net, family, label, { length: -1 }));
}

function placed({ account, region }: Place) {
  return { ...(account ? { account } : {}), ...(region ? { region } : {}) };
}

/** Takes a rule or route of an endpoint away, told as evidence tells it: what it is, and of which destination. */
export function withoutClientRule(net: Lookup, endpoint: Endpoint, rule: string): readonly Edit[] {
  const id = endpoint.clientVpnEndpointId as string;
  const isOwn = (one: Rule | Route) => one.clientVpnEndpointId === id;
  const rules = net.all('clientVpnAuthorizationRule').filter((one) => isOwn(one) && authorizationName(one) === rule);
  const routes = net.all('clientVpnRoute').filter((one) => isOwn(one) && routeName(one) === rule);
  return [
    ...rules.map((one) => withoutAuthorization(net, endpoint, one)),
    ...routes.map((one) => withoutRoute(net, one)),
  ];
}

export function authorizationName({ destinationCidr, groupId, accessAll }: Rule): string {
  return `${destinationCidr} for ${accessAll === true ? 'everybody' : groupId}`;
}

export function routeName({ destinationCidr, targetSubnet, transitGatewayAttachmentId }: Route): string {
  return `${destinationCidr} → ${targetSubnet ?? transitGatewayAttachmentId}`;
}

function withoutAuthorization(net: Lookup, endpoint: Endpoint, rule: Rule): Edit {
  const id = endpoint.clientVpnEndpointId as string;
  const options = {
    'client-vpn-endpoint-id': id,
    'target-network-cidr': rule.destinationCidr ?? '',
    ...(rule.accessAll === true ? { 'revoke-all-groups': true as const } : { 'access-group-id': rule.groupId ?? '' }),
  };
  return {
    component: id,
    price: PRICE.rule,
    text: `revoke the authorization of ${authorizationName(rule)}`,
    commands: [editCommand('revoke-client-vpn-ingress', options, endpoint)],
    changes: [{ op: 'remove', component: net.recordType('clientVpnAuthorizationRule').key(rule) as string, at: '' }],
  };
}

function withoutRoute(net: Lookup, route: Route): Edit {
  const id = route.clientVpnEndpointId as string;
  const options = {
    'client-vpn-endpoint-id': id,
    'destination-cidr-block': route.destinationCidr ?? '',
    ...(route.targetSubnet ? { 'target-vpc-subnet-id': route.targetSubnet } : {}),
  };
  return {
    component: id,
    price: PRICE.route,
    text: `remove the route ${routeName(route)}`,
    commands: [editCommand('delete-client-vpn-route', options, route)],
    changes: [{ op: 'remove', component: net.recordType('clientVpnRoute').key(route) as string, at: '' }],
  };
}

/** The prefix of a rule or route. */
export function prefixOf({ destinationCidr }: Rule | Route): Prefix | undefined {
  return parsePrefix(destinationCidr ?? '') ?? undefined;
}
