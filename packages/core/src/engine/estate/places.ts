import { LegMemo } from '../leg-memo.ts';
import type { Network } from '../network.ts';
import { createRouter } from '../router.ts';
import { BoxWays } from './box-ways.ts';
import { type Span, type Spans, spanOf } from './cuts.ts';
import type { Bundle, EstateSender, EstateTarget } from './ends.ts';
import { insideOf, ownersOf } from './ends.ts';
import type { VisitRun } from './estate.ts';
import { type Guarded, guardedBlock, guardedGrid, guardedGroup, tell, type Whole, walkedGrid } from './meet.ts';
import { type DialledPlace, dialledPlace, type SendingPlace, sendingPlace } from './place-ends.ts';
import { BLOCKED, FIRST_BOX, UNKNOWN_WAY, type WayNumber } from './place-way.ts';
import { PlaceWays } from './place-ways.ts';
import { type PlainSide, plainBlock, plainGroup } from './plain.ts';
import { Rows } from './rows.ts';
import { sendingBlocks } from './sending-blocks.ts';
import { type Template, templateOf } from './template.ts';

/** Places of targets that share what is known of routes, for as long as that takes little memory. */
const SHARING = 64;

/**
 * Meets every place of senders with every place of targets: what is known of the two is worked out once and serves all
 * their bundles. It is kept no longer than the target's place is looked at, so that memory does not grow with the
 * square of the places.
 */
export function meetAll(whole: Whole, visit: VisitRun): void {
  for (const meet of meetings(whole)) meet(visit);
}

/** The same in steps, one for each place of targets. */
export function* meetings(whole: Whole): Generator<(visit: VisitRun) => void> {
  const { network, asking, routes, possible, senders, targets } = whole;
  const sending = byPlace(senders.bundles).map((own, place) =>
    possible.isSending(place) ? sendingSide(whole, own) : undefined,
  );
  const bundles = byPlace(targets.bundles);
  const places = bundles.map((own, place) => (possible.isDialled(place) ? placeOf(whole, own) : undefined));
  const placesOfSenders = sending.map((one) => one?.place);
  const ways = new PlaceWays(network, routes, asking, placesOfSenders, places);
  const blocks = sendingBlocks(
    sending.flatMap((one) => one?.plain.filter((side) => side !== undefined) ?? []),
    senders.ends.length,
  );
  const wayTo = new Int32Array(sending.length).fill(UNKNOWN_WAY);
  let tails = createRouter(network, { routes });
  for (const [place, own] of bundles.entries()) {
    const dialledAt = places[place];
    if (!dialledAt) continue;
    yield (visit) => {
      // What follows the first hop is much the same for many places: it is kept a while.
      if (place % SHARING === 0) tails = createRouter(network, { routes });
      const nearby: Network = { ...network, router: createRouter(network, { routes, tails }) };
      const here: Whole = { ...whole, network: nearby, asking: { ...asking, legs: new LegMemo() } };
      const dialled = dialledSide(here, own, dialledAt);
      const shared = new Map<string, Known>();
      const boxes = new BoxWays(here, ways, dialledAt);
      for (const from of possible.sendersTo(place)) {
        const side = sending[from] as Sending;
        const first = ways.between(from, place);
        const way = first <= FIRST_BOX ? boxes.through(first, side.place) : first;
        if (way === BLOCKED) continue;
        if (way >= 0) wayTo[from] = way;
        if (way < 0 || !side.isPlain || !dialled.isPlain)
          meetByTemplate(here, side, dialled, { first, isKnown: way >= 0 }, shared, visit);
      }
      const rows = new Rows(here, ways.all, dialledAt, dialled.plain, blocks, wayTo);
      for (const group of dialled.plain) if (group) rows.tell(group, visit);
      wayTo.fill(UNKNOWN_WAY);
    };
  }
}

/** A place with the bundles of its ends. */
interface Sending {
  readonly place: SendingPlace;
  readonly blocks: readonly Guarded[];
  /** Of each block, if it is plain. */
  readonly plain: readonly (PlainSide | undefined)[];
  /** All of them are. */
  readonly isPlain: boolean;
}
interface Dialled {
  readonly place: DialledPlace;
  readonly groups: readonly Guarded[];
  readonly plain: readonly (PlainSide | undefined)[];
  readonly isPlain: boolean;
  readonly spans: Omit<Spans, 'senders'>;
}

function sendingSide(whole: Whole, own: readonly Bundle[]): Sending {
  const [from, to] = stretchOf(own);
  const blocks = own.map((block) => guardedBlock(whole, block));
  const plain = blocks.map((block) => plainBlock(whole, block));
  const place = sendingPlace(whole.network, whole.senders, from, to);
  return { place, blocks, plain, isPlain: !plain.includes(undefined) };
}

function placeOf({ network, targets }: Whole, own: readonly Bundle[]): DialledPlace {
  const [from, to] = stretchOf(own);
  return dialledPlace(network, targets, from, to);
}

function dialledSide(whole: Whole, own: readonly Bundle[], place: DialledPlace): Dialled {
  const groups = own.map((group) => guardedGroup(whole, group));
  const plain = groups.map((group) => plainGroup(whole, group));
  return {
    place,
    groups,
    plain,
    isPlain: !plain.includes(undefined),
    spans: { targets: spanOf(own, whole.targets.labels), insides: () => insideSpan(whole, own) },
  };
}

/** Bundles of a place stand beside each other. */
function stretchOf(own: readonly Bundle[]): readonly [from: number, to: number] {
  return [(own[0] as Bundle).from, (own.at(-1) as Bundle).to];
}

function insideSpan({ network, targets }: Whole, groups: readonly Bundle[]): Span {
  let [first, last] = [Number.POSITIVE_INFINITY, -1];
  for (const { from, to } of groups) {
    for (let position = from; position < to; position++) {
      const inside = insideOf(network, targets.ends[position] as EstateTarget) ?? 0;
      [first, last] = [Math.min(first, inside), Math.max(last, inside)];
    }
  }
  return { first, last };
}

function byPlace<B extends Bundle>(bundles: readonly B[]): readonly (readonly B[])[] {
  const places: B[][] = [];
  for (const bundle of bundles) {
    const own = places[bundle.place];
    if (own) own.push(bundle);
    else places[bundle.place] = [bundle];
  }
  return places;
}

/**
 * By what the walker says of a few pairs; but not those bundles of a known way that a plain filter guards. `first`: the way,
 * or that to a box on it. `shared`: what the walker says of senders of all places from which the same comes to a box.
 */
function meetByTemplate(
  whole: Whole,
  from: Sending,
  to: Dialled,
  { first, isKnown }: { readonly first: WayNumber; readonly isKnown: boolean },
  shared: Map<string, Known>,
  visit: VisitRun,
): void {
  const { blocks } = from;
  const isShared = first <= FIRST_BOX;
  const senders = isShared ? EVERYBODY : spanOf(blocks, whole.senders.labels);
  const spans = { senders, ...to.spans };
  const keep = (of: string, find: () => Known | 'nobody') => {
    const known = shared.get(`${first} ${of}`) ?? find();
    if (isShared && known !== 'nobody') shared.set(`${first} ${of}`, known);
    return known;
  };
  const known = keep('', () => firstTemplate(whole, blocks, to.groups, spans));
  if (known === 'nobody') return;
  to.groups.forEach((group, i) => {
    const others = isKnown && to.plain[i] ? blocks.filter((_, j) => !from.plain[j]) : blocks;
    const own = () => groupTemplate(whole, others, group, spans);
    const template = known === 'by group' ? keep(`${i}`, own) : known;
    if (template === 'nobody' || (typeof template === 'object' && template.isBlocked)) return;
    for (const block of others) meetBundles(whole, template, block, group, visit);
  });
}

const EVERYBODY: Span = { first: 0, last: Number.POSITIVE_INFINITY };

function meetBundles(whole: Whole, template: Known, block: Guarded, group: Guarded, visit: VisitRun): void {
  const first = whole.selves.apart(block.from, block.to, group.from, group.to);
  if (!first) return;
  const grid =
    (typeof template === 'object' && guardedGrid(whole, template, block, group)) ||
    walkedGrid(whole, block, group, first);
  tell(whole, grid, block, visit);
}

type Known = Template | 'by group' | 'walked';

function firstTemplate(
  whole: Whole,
  blocks: readonly Guarded[],
  groups: readonly Guarded[],
  spans: Spans,
): Known | 'nobody' {
  for (const group of groups) {
    const found = templateFrom(whole, blocks, group, spans);
    if (found === 'nobody') continue;
    const { template, target } = found;
    if (!template) return 'walked';
    return endsElsewhere(whole.network, template, target) ? 'by group' : template;
  }
  return 'nobody';
}

function groupTemplate(whole: Whole, blocks: readonly Guarded[], group: Guarded, spans: Spans): Known | 'nobody' {
  const found = templateFrom(whole, blocks, group, spans);
  return found === 'nobody' ? found : (found.template ?? 'walked');
}

function templateFrom(
  { network, asking, senders, targets, selves }: Whole,
  blocks: readonly Guarded[],
  group: Guarded,
  spans: Spans,
) {
  for (const block of blocks) {
    const pair = selves.apart(block.from, block.to, group.from, group.to);
    // Of a host with itself nothing is known of others of its place.
    if (!pair) continue;
    const target = targets.ends[pair[1]] as EstateTarget;
    const sender = senders.ends[pair[0]] as EstateSender;
    return { template: templateOf(network, asking, sender, target, spans), target };
  }
  return 'nobody';
}

/** Whether the guards of the target are asked on another leg than the sender's: then they are no longer apart. */
function endsElsewhere(network: Network, { reading }: Template, target: EstateTarget): boolean {
  return ownersOf(network, target).some((at) => reading.guarded.has(at));
}
