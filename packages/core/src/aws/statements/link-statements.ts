import type { Change } from '../../model/change.ts';
import type { ComponentId } from '../../model/route.ts';
import { interfaceIndex } from '../interface-index.ts';
import type { Lookup } from '../lookup.ts';
import { ARROW, type StatementForm, StatementProblem } from './statement.ts';

const GROUP: StatementForm = {
  form: 'INTERFACE or INSTANCE +|-SECURITY-GROUP',
  kinds: ['networkInterface', 'instance'],
  pattern: /^(?<sign>[+-]) *(?<group>\S+)$/,
  read({ net, id, kind, named }, words) {
    const group = named(words.group ?? '', ['securityGroup']);
    const interfaces =
      kind === 'instance'
        ? interfaceIndex(net)
            .holdersOfInstance(id)
            .map(({ at }) => at)
        : [id];
    const changes = interfaces.flatMap((component): readonly Change[] => {
      if (words.sign === '+') checkGroup(net, group, component);
      const has = net.get('networkInterface', component)?.groups.some((one) => one?.groupId === group);
      if (words.sign === '+' && !has) return [{ op: 'add', component, at: '/Groups/-', value: { GroupId: group } }];
      return words.sign === '-' && has ? [{ op: 'remove', component, at: `/Groups/GroupId=${group}` }] : [];
    });
    if (changes.length === 0)
      throw new StatementProblem(`${id} has ${group} ${words.sign === '+' ? 'already' : 'not'}.`);
    return changes;
  },
};

const SUBNET: StatementForm = {
  form: 'SUBNET → ROUTE-TABLE or NETWORK-ACL',
  kinds: ['subnet'],
  pattern: new RegExp(`^${ARROW} *(?<to>\\S+)$`),
  read({ net, id, named }, words) {
    const to = named(words.to ?? '', ['routeTable', 'networkAcl']);
    const isTable = net.get('routeTable', to) !== undefined;
    const holders = isTable
      ? net.all('routeTable').map((one) => ({ id: one.routeTableId, associations: one.associations }))
      : net.all('networkAcl').map((one) => ({ id: one.networkAclId, associations: one.associations }));
    const old = holders.filter(({ associations }) => associations.some((one) => one?.subnetId === id));
    if (old.some((one) => one.id === to)) throw new StatementProblem(`${id} is associated with ${to} already.`);
    const own = net.get('subnet', id)?.vpcId;
    checkPlace(to, (net.get('routeTable', to) ?? net.get('networkAcl', to))?.vpcId, id, own);
    const value = isTable ? { SubnetId: id, Main: false, AssociationState: { State: 'associated' } } : { SubnetId: id };
    return [
      ...old.map((one): Change => ({ op: 'remove', component: one.id ?? '', at: `/Associations/SubnetId=${id}` })),
      { op: 'add', component: to, at: '/Associations/-', value },
    ];
  },
};

const GATEWAY: StatementForm = {
  form: 'INTERNET-GATEWAY, EGRESS-ONLY-GATEWAY or VPN-GATEWAY +|-VPC',
  kinds: ['internetGateway', 'egressOnlyInternetGateway', 'vpnGateway'],
  pattern: /^(?<sign>[+-]) *(?<vpc>\S+)$/,
  read({ net, id, kind, named }, words) {
    const vpc = named(words.vpc ?? '', ['vpc']);
    const list = kind === 'vpnGateway' ? 'VpcAttachments' : 'Attachments';
    const own =
      kind === 'vpnGateway'
        ? net.get('vpnGateway', id)?.vpcAttachments
        : (net.get('internetGateway', id) ?? net.get('egressOnlyInternetGateway', id))?.attachments;
    const has = own?.some((one) => one?.vpcId === vpc) ?? false;
    if (has === (words.sign === '+'))
      throw new StatementProblem(`${id} is ${has ? 'attached to' : 'not attached to'} ${vpc}.`);
    const value = { VpcId: vpc, State: kind === 'internetGateway' ? 'available' : 'attached' };
    return words.sign === '+'
      ? [{ op: 'add', component: id, at: `/${list}/-`, value }]
      : [{ op: 'remove', component: id, at: `/${list}/VpcId=${vpc}` }];
  },
};

/** What belongs to one VPC is of no use in another. */
function checkPlace(one: ComponentId, vpc: string | undefined, other: ComponentId, own: string | undefined): void {
  if (vpc && own && vpc !== own) throw new StatementProblem(`${one} is of ${vpc}, ${other} is of ${own}.`);
}

/** A group serves where it was made, and in VPCs that it is associated with (SG-16). */
function checkGroup(net: Lookup, group: ComponentId, component: ComponentId): void {
  const own = net.get('networkInterface', component)?.vpcId;
  const isAssociated = net
    .all('securityGroupVpcAssociation')
    .some((one) => one.groupId === group && one.vpcId === own && one.state === 'associated');
  if (!isAssociated) checkPlace(group, net.get('securityGroup', group)?.vpcId, component, own);
}

const ATTACHMENT: StatementForm = {
  form: 'TRANSIT-GATEWAY-ATTACHMENT → TRANSIT-GATEWAY-ROUTE-TABLE',
  kinds: ['transitGatewayAttachment'],
  pattern: new RegExp(`^${ARROW} *(?<to>\\S+)$`),
  read({ net, id, named }, words) {
    const table = named(words.to ?? '', ['transitGatewayRouteTable']);
    const listings = net.all('transitGatewayAssociations');
    const value = { TransitGatewayRouteTableId: table, State: 'associated' };
    const of = { TransitGatewayAttachmentId: id, State: 'associated' };
    // Attachments and tables both tell it, as far as they are in the input.
    return [
      { op: 'replace', component: id, at: '/Association', value },
      ...listings.flatMap(({ transitGatewayRouteTableId: component = '', associations }): readonly Change[] => {
        const has = associations.some((one) => one?.transitGatewayAttachmentId === id);
        if (component === table) return has ? [] : [{ op: 'add', component, at: '/Associations/-', value: of }];
        return has ? [{ op: 'remove', component, at: `/Associations/TransitGatewayAttachmentId=${id}` }] : [];
      }),
    ];
  },
};

export const linkStatements: readonly StatementForm[] = [GROUP, SUBNET, GATEWAY, ATTACHMENT];
