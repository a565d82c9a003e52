import type { Branch, ComponentId, Fork, Stop } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import { tableOfGateway, untoldTable } from './associated-table.ts';
import { cloudHub } from './cloud-hub.ts';
import { deliver } from './delivery.ts';
import { route } from './emission.ts';
import { linksAlong } from './forwarding.ts';
import type { HybridLink } from './hybrid-links.ts';
import { holderAt } from './interface-index.ts';
import { longestCover } from './learned-routes.ts';
import { alongLinks, type Candidate, type Onward } from './link-choice.ts';
import { type Lookup, placeOf } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import type { Handover } from './resource-type.ts';
import { works } from './states.ts';
import { rangesOf } from './vpc.ts';
import { attachedTwice, attachedVpc } from './vpn-gateway-attachment.ts';
import { unreadWay } from './vpn-gateway-links.ts';

/**
 * A packet that comes in from outside: to an address of the VPC by the gateway's own table, if it has one (VGW-05), or on
 * to another site (VGW-07). `chain`: from where it comes to the gateway; `link`: the one of the gateway itself.
 */
export function enterVpnGateway(
  net: Lookup,
  id: ComponentId,
  chain: readonly ComponentId[],
  link: HybridLink | undefined,
  family: Family,
  label: Label,
): Fork {
  const record = net.get('vpnGateway', id);
  const at = chain.at(-2) ?? id;
  if (!record) return stopAt(net, chain, notCollected(net, at, 'vpnGateway', id, placeOf(net, '')));
  const blocks = (text: string) => ({ component: id, effect: 'blocks' as const, text });
  if (!works(record.state, 'available')) {
    return stopAt(net, chain, dropped(id, 'BAD_STATE', blocks(`its state is ${record.state}`)));
  }
  const doubled = attachedTwice(net, id);
  if (doubled) return stopAt(net, chain, doubled);
  const vpcId = attachedVpc(net, id);
  const vpc = net.get('vpc', vpcId);
  if (vpcId && !vpc) return stopAt(net, chain, notCollected(net, id, 'vpc', vpcId, record));
  if (vpcId && vpc && longestCover(net, rangesOf(vpc, family), family, label)) {
    return intoVpc(net, { id, chain, vpcId }, family, label);
  }
  const onward = link ? cloudHub(net, link, family, label) : [];
  if (onward.length > 0) {
    const along = ({ link: { outward, place } }: Candidate): Onward => ({
      chain: [...chain, ...outward],
      steps: [],
      next: { kind: 'arrival', at: place, replies: { at: place, family } },
    });
    return alongLinks(net, id, onward, [], along, () => unreadWay(net, id, family, label));
  }
  const text = 'the destination is no address of an interface in its VPC';
  return stopAt(net, chain, dropped(id, 'VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS', blocks(text)));
}

function intoVpc(
  net: Lookup,
  { id, chain, vpcId }: { readonly id: ComponentId; readonly chain: readonly ComponentId[]; readonly vpcId: string },
  family: Family,
  label: Label,
): Fork {
  const place = placeOf(net, vpcId);
  // Nothing passes on to gateways, NAT or peerings of the VPC: only addresses of interfaces are reached (VGW-04).
  if (!holderAt(net, vpcId, family, label) && net.coverage('networkInterface', place) === 'complete') {
    const evidence = { component: id, effect: 'blocks' as const, text: 'no interface of the VPC has this address' };
    return stopAt(net, chain, dropped(id, 'VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS', evidence));
  }
  const one = { family, from: label, to: label + 1 };
  const from: Handover = {
    chain,
    vpcId,
    steps: [{ kind: 'identity', becomes: 'none', by: id }],
    entered: id,
    place,
    why: () => [],
  };
  const table = tableOfGateway(net, id, vpcId);
  if (table === 'unread' || table === 'several') return stopAt(net, chain, untoldTable(net, id, table, place));
  const [only] = table === 'none' ? deliver(net, from, one) : route(net, { ...from, table }, one);
  return only?.fork as Fork;
}

function stopAt(net: Lookup, chain: readonly ComponentId[], next: Stop): Branch {
  const at = chain.at(-1);
  return { links: linksAlong(net, ...chain), steps: [], next, ...(at ? { at } : {}) };
}
