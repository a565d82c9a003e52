import { LegMemo } from '../leg-memo.ts';
import type { Network } from '../network.ts';
import { createRouter } from '../router.ts';
import type { Bundle, EstateSender, EstateTarget } from './ends.ts';
import { ownersOf } from './ends.ts';
import type { VisitRun } from './estate.ts';
import { type Guarded, guardedBlock, guardedGrid, guardedGroup, tell, type Whole, walkedGrid } from './meet.ts';
import { type Template, templateOf } from './template.ts';

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
  const blocks = byPlace(whole.senders.bundles.map((block) => guardedBlock(whole, block)));
  for (const own of byPlace(whole.targets.bundles)) {
    yield (visit) => {
      const network: Network = { ...whole.network, router: createRouter(whole.network) };
      const here: Whole = { ...whole, network, asking: { ...whole.asking, legs: new LegMemo() } };
      const guarded = own.map((group) => guardedGroup(here, group));
      const { family } = guarded[0] as Guarded;
      for (const sending of blocks) if (sending[0]?.family === family) meetPlaces(here, sending, guarded, visit);
    };
  }
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

function meetPlaces(whole: Whole, blocks: readonly Guarded[], groups: readonly Guarded[], visit: VisitRun): void {
  const known = firstTemplate(whole, blocks, groups);
  for (const group of groups) {
    const template = known === 'by group' ? groupTemplate(whole, blocks, group) : known;
    if (template === 'nobody' || (typeof template === 'object' && template.isBlocked)) continue;
    for (const block of blocks) {
      const first = whole.selves.apart(block.from, block.to, group.from, group.to);
      if (!first) continue;
      const grid =
        (typeof template === 'object' && guardedGrid(whole, template, block, group)) ||
        walkedGrid(whole, block, group, first);
      tell(whole, grid, block, visit);
    }
  }
}

type Known = Template | 'by group' | 'walked' | 'nobody';

function firstTemplate(whole: Whole, blocks: readonly Guarded[], groups: readonly Guarded[]): Known {
  for (const group of groups) {
    const found = templateFrom(whole, blocks, group);
    if (found === 'nobody') continue;
    const { template, target } = found;
    if (!template) return 'walked';
    return endsElsewhere(whole.network, template, target) ? 'by group' : template;
  }
  return 'nobody';
}

function groupTemplate(whole: Whole, blocks: readonly Guarded[], group: Guarded): Known {
  const found = templateFrom(whole, blocks, group);
  return found === 'nobody' ? found : (found.template ?? 'walked');
}

function templateFrom(
  { network, asking, senders, targets, selves }: Whole,
  blocks: readonly Guarded[],
  group: Guarded,
) {
  for (const block of blocks) {
    const pair = selves.apart(block.from, block.to, group.from, group.to);
    // Of a host with itself nothing is known of others of its place.
    if (!pair) continue;
    const target = targets.ends[pair[1]] as EstateTarget;
    return { template: templateOf(network, asking, senders.ends[pair[0]] as EstateSender, target), target };
  }
  return 'nobody';
}

/** Whether the guards of the target are asked on another leg than the sender's: then they are no longer apart. */
function endsElsewhere(network: Network, { reading }: Template, target: EstateTarget): boolean {
  return ownersOf(network, target).some((at) => reading.guarded.has(at));
}
