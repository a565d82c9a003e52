import type { Branch, ComponentId, Filter, Step } from '../../model/route.ts';
import { type AddressMap, AddressMapPool } from '../../net/address-map.ts';
import { ADMITS_ALL, type AdmissionId, type AdmissionPool } from '../../net/admission.ts';
import type { Label } from '../../net/label-tree.ts';
import { KeyNumbering } from '../../net/numbering.ts';
import { PairMemo } from '../../net/pair-memo.ts';
import { seenAfter } from '../packet.ts';
import type { Asking } from '../walk.ts';
import type { Marks, Stateful } from './marks.ts';

type Identity = Extract<Step, { kind: 'identity' }>;
type References = Parameters<typeof seenAfter>[0];

export interface Translation {
  readonly map: ReadonlyMap<Label, Label>;
}

/** A filter that reads where packets come from. */
export interface SourceFilter {
  readonly admits: AddressMap;
  /** It lets a reply through whose request it let through. */
  readonly isUnasked: boolean;
}

/**
 * What befalls packets on their way, whoever does it: ways through different VPCs are one where their filters read the
 * same. Who does it stands in the marks of the way.
 */
export interface Passage {
  /** Equal for equal passages. */
  readonly number: number;
  /** By filters that read where the packets go, or nothing of them. */
  readonly admitted: AdmissionId;
  /** The same by those that let a reply through whose request they let through. */
  readonly unasked: readonly AdmissionId[];
  /** What reads where packets come from, or gives that another address, one after another. */
  readonly onSource: readonly (SourceFilter | Translation)[];
  /** By which groups rules at its end mean the sender, of one who was meant by all at its start. */
  readonly references: References;
  readonly identities: readonly Identity['becomes'][];
}

type Content = Omit<Passage, 'number' | 'references'>;

const EMPTY: Content = { admitted: ADMITS_ALL, unasked: [], onSource: [], identities: [] };

/** A branch that can be gone along, but for what its filters admit where they read where it goes. */
export interface Passable {
  readonly passage: Passage;
  readonly marks: Marks;
  readonly onDestination: readonly (Filter | Translation)[];
}

/** Passages by their content: each is one object, and what two of them make one after the other is worked out once. */
export class Passages {
  readonly none: Passage;
  readonly #pool: AdmissionPool;
  readonly #asking: Asking;
  readonly #all: Passage[] = [];
  readonly #numbers = new KeyNumbering<string>();
  readonly #joined = new PairMemo();
  readonly #ofFilters = { asked: new Map<AdmissionId, Passage>(), unasked: new Map<AdmissionId, Passage>() };
  readonly #maps = new AddressMapPool();
  readonly #translations = new KeyNumbering<Translation['map']>();

  constructor(pool: AdmissionPool, asking: Asking) {
    this.#pool = pool;
    this.#asking = asking;
    this.none = this.#intern(EMPTY);
  }

  /** Undefined for what no passage knows of. */
  ofBranch({ steps, next }: Branch): Passable | undefined {
    const [identities, onSource]: [Identity['becomes'][], (SourceFilter | Translation)[]] = [[], []];
    const onDestination: (Filter | Translation)[] = [];
    const [passed, unasked, ofSource]: [ComponentId[], ComponentId[], ComponentId[]] = [[], [], []];
    const [remembered, detours]: [Stateful[], Stateful[]] = [[], []];
    for (const step of steps) {
      if (step.kind === 'identity') identities.push(step.becomes);
      if (step.kind === 'stateful') {
        remembered.push(step);
        // Where a packet ends none comes back to.
        if (step.returns && !('kind' in next)) detours.push(step);
      }
      if (step.kind === 'translate') (step.field === 'source' ? onSource : onDestination).push(step);
      if (step.kind !== 'filter') continue;
      const { filter } = step;
      if (step.spares || step.tracks || filter.flows || filter.members) return undefined;
      const { admits, answers, component, layer } = filter;
      if (this.#asking.ignore.has(layer)) continue;
      const isUnasked = answers === 'unasked';
      // Network ACLs remember nothing, and there is one for each subnet.
      if (isUnasked || layer !== 'acls') passed.push(component);
      if (filter.reads === 'source' && admits.starts.length > 1) {
        onSource.push({ admits, isUnasked });
        if (isUnasked) ofSource.push(component);
      } else {
        onDestination.push(filter);
        if (isUnasked) unasked.push(component);
      }
    }
    const passage = this.#intern({ ...EMPTY, onSource, identities });
    return { passage, marks: { passed, unasked, ofSource, remembered, detours }, onDestination };
  }

  /** What a filter admits that reads where packets go. */
  ofFilter({ answers }: Filter, admitted: AdmissionId): Passage {
    const isUnasked = answers === 'unasked';
    const known = this.#ofFilters[isUnasked ? 'unasked' : 'asked'];
    let passage = known.get(admitted);
    if (!passage) {
      passage = this.#intern(isUnasked ? { ...EMPTY, unasked: [admitted] } : { ...EMPTY, admitted });
      known.set(admitted, passage);
    }
    return passage;
  }

  /** One after the other. */
  join(first: Passage, then: Passage): Passage {
    if (first === this.none) return then;
    if (then === this.none) return first;
    const known = this.#joined.get(first.number, then.number);
    if (known >= 0) return this.#all[known] as Passage;
    const joined = this.#intern({
      admitted: this.#pool.both(first.admitted, then.admitted),
      unasked: [...first.unasked, ...then.unasked],
      onSource: [...first.onSource, ...then.onSource],
      identities: [...first.identities, ...then.identities],
    });
    this.#joined.set(first.number, then.number, joined.number);
    return joined;
  }

  #intern(content: Content): Passage {
    const { admitted, unasked, onSource, identities } = content;
    const sources = onSource.map((one) => this.#nameOf(one));
    const number = this.#numbers.of(`${admitted} ${unasked} ${sources} ${identities}`);
    if (number === this.#all.length) {
      const references = identities.reduce<References>(seenAfter, 'both');
      this.#all.push({ ...content, number, references });
    }
    return this.#all[number] as Passage;
  }

  #nameOf(one: SourceFilter | Translation): string {
    if (!('admits' in one)) return `to${this.#translations.of(one.map)}`;
    return `${this.#maps.numberOf(one.admits)}${one.isUnasked ? 'u' : ''}`;
  }
}
