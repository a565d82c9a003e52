import type { Locus } from '../../model/route.ts';
import type { Family } from '../../net/address.ts';
import { KeyNumbering, Numbering } from '../../net/numbering.ts';
import { locusKey } from '../fork-at.ts';
import type { Network } from '../network.ts';
import type { EndTable } from './end-facts.ts';
import { type EstateSender, type EstateTarget, insideOf, ownersOf } from './ends.ts';
import { routingLabels } from './routing-labels.ts';

/**
 * Tells which ends are of one place, so that an evaluation of one tells where packets of all get to. Every key is a number:
 * there is a hundred thousand of each, and a text costs more than what it would tell.
 */
export class PlaceLikeness {
  readonly #network: Network;
  readonly #ends: EndTable;
  readonly #routed: ReturnType<typeof routingLabels>;
  readonly #names = new KeyNumbering<string>();
  /** What counts each part of a key: equal numbers of one are equal keys. */
  readonly #parts = {
    routed: new Numbering(),
    sender: new Numbering(),
    named: new Numbering(),
    owners: new Numbering(),
  };
  readonly #places = { senders: new Numbering(), targets: new Numbering() };
  readonly #loci = new Map<number, { readonly locus: Locus; readonly number: number }>();

  constructor(network: Network, ends: EndTable) {
    this.#network = network;
    this.#ends = ends;
    this.#routed = routingLabels(network);
  }

  /** The number of a sender's place, from 0 as they are first met. */
  ofSender({ end, from, family, source, by }: EstateSender): number {
    const { likeness } = this.#ends.of(end);
    const routed = this.#parts.routed.of(likeness, this.#routedAs(family, source));
    const sender = this.#parts.sender.of(routed, this.#locus(likeness, from));
    return this.#places.senders.of(sender, this.#nameOf(by));
  }

  /** The same of a target. */
  ofTarget(target: EstateTarget): number {
    const { at, family, to, by, ends } = target;
    const inside = insideOf(this.#network, target);
    const behind = inside === undefined ? 0 : 1 + (this.#routed[4][inside] as number);
    const routed = this.#parts.routed.of(this.#routedAs(family, to), behind);
    if (at !== undefined) {
      const isOwn = this.#network.behaviour(at)?.owns?.(at, to, family, this.#network) ?? true;
      const named = this.#parts.named.of(2 * this.#ends.of(at).likeness + (isOwn ? 1 : 0), this.#nameOf(by));
      return this.#places.targets.of(routed, 2 + named);
    }
    // Who named nobody, or something else than whose address it is, meant that alone.
    let owners = this.#parts.owners.of(0, this.#nameOf(`${by ?? ''} ${(ends ?? []).join()}`));
    for (const owner of ownersOf(this.#network, target))
      owners = this.#parts.owners.of(1 + owners, this.#ends.of(owner).likeness);
    return this.#places.targets.of(this.#parts.owners.of(1 + owners, routed), 0);
  }

  /** Of targets that nothing gets to: nobody asks what else they are. */
  ofUnreached(family: Family): number {
    return this.#places.targets.of(family, 1);
  }

  #routedAs(family: Family, label: number): number {
    return 2 * (this.#routed[family][label] as number) + (family === 6 ? 1 : 0);
  }

  #nameOf(text: string | undefined): number {
    return text === undefined ? 0 : 1 + this.#names.of(text);
  }

  /** Ends that are alike send from one place, in nearly every case: it is not spelled again for each. */
  #locus(likeness: number, locus: Locus): number {
    const known = this.#loci.get(likeness);
    if (known && isSameLocus(known.locus, locus)) return known.number;
    const number = this.#names.of(`from ${locusKey(locus)}`);
    this.#loci.set(likeness, { locus, number });
    return number;
  }
}

function isSameLocus(a: Locus, b: Locus): boolean {
  return a.at === b.at && a.zone === b.zone && a.family === b.family && a.via === b.via && a.as === b.as;
}
