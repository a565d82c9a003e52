import type { Branch, Fork, Locus } from '../model/route.ts';
import type { Label } from '../net/label-tree.ts';
import { type Association, announcedBy, associationsOf } from './direct-connect-associations.ts';
import { all, eachLabel } from './forwarding.ts';
import { longestCover } from './learned-routes.ts';
import { ANYWHERE, type Lookup } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import type { Behaviour } from './resource-type.ts';
import { works } from './states.ts';
import { enterVpnGateway } from './vpn-gateway-entry.ts';

/** Leads from virtual interfaces to the gateways it is associated with, and nowhere else (DX-04). */
export const directConnectGatewayBehaviour: Behaviour = {
  forward: (at, to, net) => eachLabel(to, (label, one) => all(one, inward(net, at, label))),
};

function inward(net: Lookup, at: Locus, label: Label): Fork {
  const id = at.at;
  const state = net.get('directConnectGateway', id)?.directConnectGatewayState;
  const blocks = (text: string) => ({ component: id, effect: 'blocks' as const, text });
  if (!works(state, 'available')) return stop(dropped(id, 'BAD_STATE', blocks(`its state is ${state}`)));
  const one = associationTo(net, at, label);
  if (one && !one.isTransit) return enterVpnGateway(net, one.gateway, [id, one.gateway], undefined, at.family, label);
  if (one) return stop(notCollected(net, id, 'transitGateway', one.gateway, one));
  if (net.coverage('directConnectGatewayAssociation', ANYWHERE) !== 'complete') {
    return stop(notCollected(net, id, 'directConnectGatewayAssociation', id, ANYWHERE));
  }
  return stop(dropped(id, 'NOT_ADVERTISED', blocks('none of its associations announces the destination')));
}

/** The association that announces the longest prefix; one whose VPC was not read may be meant where none does. */
export function associationTo(net: Lookup, { at, family }: Locus, label: Label): Association | undefined {
  const found = associationsOf(net, at).map((one) => {
    const prefixes = announcedBy(net, one, family);
    return { one, length: prefixes ? longestCover(net, prefixes, family, label)?.length : -1 };
  });
  const [best] = found
    .flatMap(({ one, length }) => (length === undefined ? [] : [{ one, length }]))
    .sort((a, b) => b.length - a.length);
  return best?.one;
}

function stop(next: Branch['next']): Branch {
  return { links: [], steps: [], next };
}
