import { stateStop } from '../aws/interface-state.ts';
import { attachmentWorks } from '../aws/internet-edge.ts';
import type { Lookup } from '../aws/lookup.ts';
import { destinationText } from '../aws/route-table.ts';
import { routedInterface } from '../aws/routed-interface.ts';
import { works } from '../aws/states.ts';
import { attachmentOfVpc, isUp } from '../aws/transit-gateway-attachments.ts';
import { attachedVpc } from '../aws/vpn-gateway-attachment.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Check } from './check.ts';
import { allRoutes, isActive, type TableRoute } from './route-facts.ts';
import { objectEvidence, routeEvidence, routeWords } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

export const deadRouteTarget: Check = {
  id: 'dead-route-target',
  title: 'Route to something that does not forward',
  severity: 'medium',
  help: {
    wrong:
      'A route that is active leads to a stopped instance, an interface that checks addresses, or a gateway, connection or endpoint that is not up or is of another VPC.',
    why: 'AWS keeps such routes active; everything they take is dropped.',
    mend: 'Bring the target up, switch its source/destination check off, or point the route at another.',
  },
  *run({ network }) {
    yield* lackingLists(
      network,
      'routeTable',
      'natGateway',
      'vpcPeeringConnection',
      'internetGateway',
      'vpcEndpoint',
      'networkInterface',
      'instance',
      'transitGatewayVpcAttachment',
      'vpnGateway',
    );
    for (const one of allRoutes(network)) {
      const fault = isActive(one) && one.target !== 'local' ? faultOf(network, one) : undefined;
      if (!fault) continue;
      const { table, route, target } = one;
      yield {
        component: table.routeTableId ?? '',
        rule: `${destinationText(route)} ${target}`,
        message: `${routeWords(route)}: ${fault.text}.`,
        evidence: [routeEvidence(table, route, 'blocks'), fault],
        place: table,
      };
    }
  },
};

/** Why a target that the input has drops what a route hands to it; nothing is said of one that it lacks. */
function faultOf(net: Lookup, { table, target }: TableRoute): Evidence | undefined {
  const isHere = (vpcId: string | undefined) => vpcId === undefined || vpcId === table.vpcId;
  const kind = net.kindOfId(target);
  const own = { component: target };
  if (kind === 'natGateway') {
    const record = net.get(kind, target);
    if (record && !works(record.state, 'available'))
      return objectEvidence(target, record, `its state is ${record.state}`);
    return record && !isHere(record.vpcId) ? objectEvidence(target, record, `it is of ${record.vpcId}`) : undefined;
  }
  if (kind === 'vpcPeeringConnection') {
    const record = net.get(kind, target);
    if (!record || works(record.status?.code, 'active')) return undefined;
    return objectEvidence(target, record, `its state is ${record.status?.code}`);
  }
  if (kind === 'vpcEndpoint') {
    const record = net.get(kind, target);
    if (!record || works(record.state, 'available')) return undefined;
    return objectEvidence(target, record, `its state is ${record.state}`);
  }
  if (kind === 'internetGateway' || kind === 'egressOnlyInternetGateway') {
    const record = net.get(kind, target);
    const attached = record?.attachments.some((one) => isHere(one?.vpcId) && attachmentWorks(one?.state));
    return record && !attached ? objectEvidence(target, record, `it is not attached to ${table.vpcId}`) : undefined;
  }
  if (kind === 'vpnGateway') {
    const record = net.get(kind, target);
    const attached = attachedVpc(net, target);
    return record && attached !== table.vpcId
      ? objectEvidence(target, record, `it is not attached to ${table.vpcId}`)
      : undefined;
  }
  if (kind === 'transitGateway') {
    const attachment = attachmentOfVpc(net, target, table.vpcId ?? '');
    if (!attachment || isUp(attachment)) return undefined;
    return { ...own, effect: 'blocks', text: `the attachment ${attachment.id} is ${attachment.state}` };
  }
  return kind === 'instance' || kind === 'networkInterface' ? interfaceFault(net, target) : undefined;
}

function interfaceFault(net: Lookup, target: string): Evidence | undefined {
  const record = routedInterface(net, target);
  const id = record?.networkInterfaceId;
  if (!record || !id) return undefined;
  const stop = stateStop(net, id);
  if (stop?.kind === 'dropped') return objectEvidence(id, record, stop.evidence[0]?.text ?? 'it is not in use');
  // It takes only what is addressed to it (ENI-02).
  return record.sourceDestCheck === true
    ? objectEvidence(id, record, 'it checks source and destination, and drops what it should forward')
    : undefined;
}
