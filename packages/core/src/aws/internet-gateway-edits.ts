import { type Edit, PRICE } from '../model/change.ts';
import { type ComponentId, INTERNET } from '../model/route.ts';
import { editCommand, newId } from './edit-command.ts';
import { gatewaysOf } from './internet-edge.ts';
import { type Lookup, placeOf } from './lookup.ts';
import type { Apart } from './openings.ts';
import type { RecordOfKind } from './record-types.ts';

/** A VPC without an internet gateway gets one: one that is attached nowhere, else a new one (IGW-01). */
export function internetGatewayOpenings(net: Lookup, apart: Apart): readonly Edit[] {
  const vpcId = vpcBesideInternet(apart);
  const vpc = net.get('vpc', vpcId);
  if (!vpcId || !vpc || gatewaysOf(net, vpcId).internet.length > 0) return [];
  const { account, region } = placeOf(net, vpcId);
  const isNear = (one: RecordOfKind<'internetGateway'>) => one.account === account && one.region === region;
  const free = net.all('internetGateway').find((one) => one.attachments.length === 0 && isNear(one));
  return [free ? attachEdit(free, vpcId) : newEdit(net, vpc, vpcId)];
}

function attachEdit(
  { internetGatewayId: id = '', account, region }: RecordOfKind<'internetGateway'>,
  vpcId: string,
): Edit {
  return {
    component: id,
    price: PRICE.attachment,
    text: `attach it to ${vpcId}`,
    commands: [attachCommand(id, vpcId, { account, region })],
    changes: [{ op: 'add', component: id, at: '/Attachments/-', value: { VpcId: vpcId, State: 'available' } }],
  };
}

function newEdit(net: Lookup, { account, region }: RecordOfKind<'vpc'>, vpcId: string): Edit {
  const component = newId((id) => net.get('internetGateway', id) !== undefined, 'igw-new');
  const value = {
    InternetGatewayId: component,
    Attachments: [{ VpcId: vpcId, State: 'available' }],
    ...(account ? { account } : {}),
    ...(region ? { region } : {}),
  };
  return {
    component: vpcId,
    price: PRICE.gateway,
    text: `create an internet gateway for it (${component} stands for its id)`,
    commands: [
      editCommand('create-internet-gateway', {}, { account, region }),
      attachCommand(component, vpcId, { account, region }),
    ],
    changes: [{ op: 'add', component, at: '', value }],
  };
}

function attachCommand(id: string, vpcId: string, place: Parameters<typeof editCommand>[2]): string {
  return editCommand('attach-internet-gateway', { 'internet-gateway-id': id, 'vpc-id': vpcId }, place);
}

/** The VPC that lacks a way to the internet, where one end is outside. */
function vpcBesideInternet({ from, to }: Apart): ComponentId | undefined {
  if (from === INTERNET) return to;
  return to === INTERNET ? from : undefined;
}
