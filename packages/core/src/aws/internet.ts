import { type Branch, INTERNET, type Locus, type Stop } from '../model/route.ts';
import type { Label } from '../net/label-tree.ts';
import { all, alongPieces, eachLabel, linksAlong } from './forwarding.ts';
import { interfaceIndex } from './interface-index.ts';
import {
  attachedTwice,
  gatewaysOf,
  heldElsewhere,
  heldTwice,
  isUnusedAddress,
  ownPublicLabels,
  poolRoute,
  vpcOfIpv6,
} from './internet-edge.ts';
import { longestCover } from './learned-routes.ts';
import { ANYWHERE, type Lookup, placeOf } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import { leftOpen } from './open-address.ts';
import { isKnownAfterApply } from './prefix-list-entries.ts';
import type { Behaviour } from './resource-type.ts';
import { isPlace, prefixesOf } from './site.ts';
import { unpublished } from './well-known.ts';

export const internet: Behaviour = {
  forward(at, to, net) {
    const nowhere = stop(nobodys(net));
    return alongPieces(ownPublicLabels(net, to.family), to, (own, piece) =>
      own === 1
        ? eachLabel(piece, (label, one) => all(one, inward(net, at, label)))
        : // Whoever has a private address, nobody is reached at it from the internet (IGW-05).
          alongPieces(unpublished(net, to.family), piece, (value, part) =>
            all(part, value === 0 ? nowhere : stop(NOT_PUBLIC)),
          ),
    );
  },
  arrive: () => 'end',
  likeness: (at) => at,
  // A site with public addresses is reached over the internet as well as over its own links.
  isSameAs: (_at, other, address, family, net) =>
    isPlace(net, other) && longestCover(net, prefixesOf(net, other), family, address) !== undefined,
};

/** A public address leads to the internet gateway of the VPC whose interface has it. */
function inward(net: Lookup, at: Locus, label: Label): Branch {
  const contested = at.family === 4 ? heldTwice(net, INTERNET, label) : undefined;
  if (contested) return stop(contested);
  const vpcId = at.family === 4 ? interfaceIndex(net).publicAddresses.get(label)?.holder.vpcId : vpcOfIpv6(net, label);
  if (!vpcId) {
    const pool = at.family === 4 ? poolRoute(net, label)?.routeTableId : undefined;
    if (pool) return stop(pooled(pool));
    if (at.family === 4 && isUnusedAddress(net, label)) return stop(NOBODYS);
    const held = at.family === 4 ? heldElsewhere(net, label) : undefined;
    if (isKnownAfterApply(held?.networkInterfaceId ?? held?.instanceId))
      return stop(leftOpen(INTERNET, 'who has it is known after apply'));
    return stop(held ? notCollected(net, INTERNET, 'networkInterface', held.networkInterfaceId, held) : nobodys(net));
  }
  const { internet: gateways, egressOnly } = gatewaysOf(net, vpcId);
  const vpc = placeOf(net, vpcId);
  const isRead = net.coverage('internetGateway', vpc) === 'complete';
  // The answer to what went out by an egress-only gateway comes back by it (EIG-01).
  const own = egressOnly.find((id) => id === at.via);
  const doubled = own ? undefined : attachedTwice(net, vpcId);
  if (doubled) return stop(doubled);
  const gateway = own ?? gateways[0] ?? (isRead ? egressOnly[0] : undefined);
  if (gateway)
    return { links: linksAlong(net, INTERNET, gateway), steps: [], next: { at: gateway, family: at.family } };
  if (!isRead) return stop(notCollected(net, vpcId, 'internetGateway', undefined, vpc));
  return stop(
    dropped(vpcId, 'BAD_STATE_ATTACHMENT', {
      component: vpcId,
      effect: 'blocks',
      text: 'the VPC has no internet gateway attached',
    }),
  );
}

/** Addresses of a pool reach an interface that shows them nowhere: what answers there, no API says (GRT-07). */
function pooled(table: string): Stop {
  const text = 'it leads addresses of a public pool to an interface, untranslated';
  const evidence = { component: table, effect: 'blocks' as const, text };
  return { kind: 'unknown', code: 'NOT_MODELLED', at: INTERNET, evidence: [evidence] };
}

/** Whose address it is only interfaces tell: where they were not read, it may be anybody's. */
function nobodys(net: Lookup): Stop {
  if (net.coverage('networkInterface', ANYWHERE) !== 'complete')
    return notCollected(net, INTERNET, 'networkInterface', undefined, ANYWHERE);
  return NOBODYS;
}

const NOBODYS = dropped(INTERNET, 'NO_POSSIBLE_DESTINATION', {
  component: INTERNET,
  effect: 'blocks',
  text: 'no interface of the input has this public address',
});

const NOT_PUBLIC = dropped(INTERNET, 'NO_POSSIBLE_DESTINATION', {
  component: INTERNET,
  effect: 'blocks',
  text: 'the address is none of the internet',
});

function stop(next: Stop): Branch {
  return { links: [], steps: [], next };
}
