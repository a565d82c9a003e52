import type { Evidence } from '../model/evidence.ts';
import type { Branch, Fork, Forwarding, Locus, Stop } from '../model/route.ts';
import { inside } from '../model/source.ts';
import { type Prefix, parsePrefix } from '../net/address.ts';
import type { Label, LabelRange } from '../net/label-tree.ts';
import { coreAttachment } from './core-network-attachments.ts';
import { groupsStep, openStop, refusalOf } from './core-network-entry.ts';
import { all, eachLabel, linksAlong } from './forwarding.ts';
import type { Lookup } from './lookup.ts';
import { dropped } from './missing.ts';
import type { RecordOfKind } from './record-types.ts';
import { works } from './states.ts';
import { blocks } from './transit-gateway-entry.ts';
import { intoVpc } from './transit-gateway-forwarding.ts';

type Listing = RecordOfKind<'coreNetworkRoutes'>;
type SegmentRoute = NonNullable<Listing['networkRoutes'][number]>;
interface Covering {
  readonly route: SegmentRoute;
  readonly prefix: Prefix;
  readonly evidence: Evidence;
}

/** What the table of a segment does with packets of its attachments (CW-02, CW-03). */
export function routeBySegment(net: Lookup, at: Locus, to: LabelRange): readonly Forwarding[] {
  const listing = net.get('coreNetworkRoutes', at.at) as Listing;
  return eachLabel(to, (label, one) => {
    const hidden = listing.networkRoutes.find((route) => !parsePrefix(route?.destinationCidrBlock ?? ''));
    if (hidden !== undefined) return stop(one, openStop(at.at, 'a route does not tell its prefix'));
    const [first, ...others] = winners(covering(net, at, listing, label));
    if (!first) {
      return stop(one, dropped(at.at, 'NO_ROUTE_TO_DESTINATION', blocks(at.at, 'no route covers the destination')));
    }
    if (others.length === 0) return all(one, follow(net, at, first, one));
    const of = [first, ...others].map((route) => follow(net, at, route, one));
    return all(one, { pick: 'aws', choice: at.at, code: 'AMBIGUOUS_ROUTE', of });
  });

  function stop(one: LabelRange, next: Stop): readonly Forwarding[] {
    return all(one, { links: [], steps: [], at: at.at, next });
  }
}

function covering(net: Lookup, { at, family }: Locus, listing: Listing, label: Label): readonly Covering[] {
  return listing.networkRoutes.flatMap((route, position) => {
    const prefix = parsePrefix(route?.destinationCidrBlock ?? '');
    const range = prefix?.family === family ? net.labels[family].rangeOf(prefix) : null;
    if (!route || !prefix || !range || label < range.from || label >= range.to) return [];
    const rule = route.destinationCidrBlock ?? '';
    const targets = route.destinations.map((one) => one?.coreNetworkAttachmentId ?? one?.segmentName ?? '?');
    const text = `${rule} → ${works(route.state, 'active') ? targets.join(', ') : 'blackhole'}`;
    const source = inside(listing.source, `/NetworkRoutes/${position}`);
    return [{ route, prefix, evidence: { component: at, effect: 'routes' as const, rule, text, source } }];
  });
}

/** The longest prefix; of equal ones a static route (CW-03). */
function winners(routes: readonly Covering[]): readonly Covering[] {
  const length = Math.max(...routes.map(({ prefix }) => prefix.length));
  const longest = routes.filter(({ prefix }) => prefix.length === length);
  const fixed = longest.filter(({ route }) => isStatic(route));
  return fixed.length > 0 ? fixed : longest;
}

function isStatic({ type }: SegmentRoute): boolean {
  return type?.toLowerCase() === 'static';
}

function follow(net: Lookup, at: Locus, { route, evidence }: Covering, to: LabelRange): Fork {
  const why = () => [evidence];
  const here = (next: Stop): Branch => ({ links: [], steps: [], at: at.at, next, why });
  if (!works(route.state, 'active')) return here(dropped(at.at, 'BAD_STATE_ROUTE', { ...evidence, effect: 'blocks' }));
  const ways = route.destinations.map((destination): Fork => {
    const attachment = coreAttachment(net, destination?.coreNetworkAttachmentId);
    if (!attachment) return here(openStop(at.at, 'what its route leads to is not in the input'));
    const links = linksAlong(net, at.at, attachment.id);
    const refused = refusalOf(net, attachment, to.family);
    if (refused) return { links, steps: [], next: refused, why };
    // The zone is known only of routes that the segment's own attachments propagate, at the same edge (CW-05).
    const { zone: _, ...anywhere } = at;
    const isOfEdge = attachment.edge !== undefined && at.at.endsWith(`/${attachment.edge}`);
    const from = isOfEdge && !isStatic(route) ? at : anywhere;
    // No other edge hands groups on (ID-07).
    const groups = groupsStep({ ...attachment, seesGroups: isOfEdge && attachment.seesGroups });
    return intoVpc(net, from, attachment, to, why, [groups])[0]?.fork as Fork;
  });
  const [only] = ways;
  if (!only) return here(openStop(at.at, 'its route does not tell where it leads'));
  return ways.length === 1 ? only : { pick: 'aws', choice: at.at, code: 'UNEQUAL_PATHS', of: ways };
}
