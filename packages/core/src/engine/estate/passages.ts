import type { Branch, ComponentId, Filter, Step } from '../../model/route.ts';
import { AddressMapPool } from '../../net/address-map.ts';
import { ADMITS_ALL, type AdmissionId, type AdmissionPool } from '../../net/admission.ts';
import type { Label } from '../../net/label-tree.ts';
import { KeyNumbering } from '../../net/numbering.ts';
import { PairMemo } from '../../net/pair-memo.ts';
import { seenAfter } from '../packet.ts';
import type { Asking } from '../walk.ts';

export type Stateful = Extract<Step, { kind: 'stateful' }>;
type Identity = Extract<Step, { kind: 'identity' }>;
type References = Parameters<typeof seenAfter>[0];

/** A filter with what it admits of packets to any address of a place. */
export interface Passed {
  readonly component: ComponentId;
  readonly admitted: AdmissionId;
}

export interface Translation {
  readonly map: ReadonlyMap<Label, Label>;
}

/** What befalls packets on their way, as far as it bears on what comes of them: equal ways through other VPCs are one. */
export interface Passage {
  /** Equal for equal passages. */
  readonly number: number;
  /** By filters that read where the packets go. */
  readonly admitted: AdmissionId;
  /** Those of them that let a reply through whose request they let through. */
  readonly unasked: readonly Passed[];
  /** Filters that read where packets come from, and what gives those another address, one after another. */
  readonly onSource: readonly (Filter | Translation)[];
  /** Whose filters were passed, but for network ACLs: they remember nothing, and there is one for each subnet. */
  readonly passed: readonly ComponentId[];
  /** By which groups rules at its end mean the sender, of one who was meant by all at its start. */
  readonly references: References;
  /** The identities that decide it. */
  readonly identities: readonly Identity['becomes'][];
  readonly remembered: readonly Stateful[];
  /** Replies that come to such a place are led back by what is there. */
  readonly detours: readonly Stateful[];
}

type Content = Omit<Passage, 'number' | 'references'>;

const EMPTY: Content = {
  admitted: ADMITS_ALL,
  unasked: [],
  onSource: [],
  passed: [],
  identities: [],
  remembered: [],
  detours: [],
};

/** Passages by their content: each is one object, and what two of them make one after the other is worked out once. */
export class Passages {
  readonly none: Passage;
  readonly #pool: AdmissionPool;
  readonly #asking: Asking;
  readonly #all: Passage[] = [];
  readonly #numbers = new KeyNumbering<string>();
  readonly #joined = new PairMemo();
  readonly #ofAcls = new Map<AdmissionId, Passage>();
  readonly #maps = new AddressMapPool();
  readonly #names = new KeyNumbering<string>();
  readonly #translations = new KeyNumbering<Translation['map']>();

  constructor(pool: AdmissionPool, asking: Asking) {
    this.#pool = pool;
    this.#asking = asking;
    this.none = this.#intern(EMPTY);
  }

  isAsked({ layer }: Filter): boolean {
    return !this.#asking.ignore.has(layer);
  }

  /** What a branch does to any packet, but for what reads where that goes; undefined for what no passage knows of. */
  ofBranch({ steps, next }: Branch): Passage | undefined {
    const [onSource, passed]: [(Filter | Translation)[], ComponentId[]] = [[], []];
    const [identities, remembered, detours]: [Identity['becomes'][], Stateful[], Stateful[]] = [[], [], []];
    for (const step of steps) {
      if (step.kind === 'identity') identities.push(step.becomes);
      if (step.kind === 'stateful') {
        remembered.push(step);
        // Where a packet ends none comes back to.
        if (step.returns && !('kind' in next)) detours.push(step);
      }
      if (step.kind === 'translate' && step.field === 'source') onSource.push(step);
      if (step.kind === 'filter') {
        const { filter } = step;
        if (step.spares || step.tracks || filter.flows || filter.members) return undefined;
        if (filter.reads !== 'source' || !this.isAsked(filter)) continue;
        onSource.push(filter);
        if (filter.layer !== 'acls') passed.push(filter.component);
      }
    }
    return this.#intern({ ...EMPTY, onSource, passed, identities, remembered, detours });
  }

  /** A filter that reads where packets go, with what it admits there. */
  ofFilter({ component, layer, answers }: Filter, admitted: AdmissionId): Passage {
    if (answers === 'unasked')
      return this.#intern({ ...EMPTY, unasked: [{ component, admitted }], passed: [component] });
    if (layer !== 'acls') return this.#intern({ ...EMPTY, admitted, passed: [component] });
    let passage = this.#ofAcls.get(admitted);
    if (!passage) {
      passage = this.#intern({ ...EMPTY, admitted });
      this.#ofAcls.set(admitted, passage);
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
      passed: [...first.passed, ...then.passed],
      identities: [...first.identities, ...then.identities],
      remembered: [...first.remembered, ...then.remembered],
      detours: [...first.detours, ...then.detours],
    });
    this.#joined.set(first.number, then.number, joined.number);
    return joined;
  }

  #intern(content: Content): Passage {
    const { admitted, unasked, onSource, passed, identities, remembered, detours } = content;
    const number = this.#numbers.of(
      [
        admitted,
        unasked.map((one) => `${this.#names.of(one.component)}=${one.admitted}`).join(),
        onSource.map((one) => this.#nameOf(one)).join(),
        passed.map((one) => this.#names.of(one)).join(),
        identities.join(),
        remembered.map((one) => this.#stateOf(one)).join(),
        detours.map((one) => this.#stateOf(one)).join(),
      ].join(' '),
    );
    if (number === this.#all.length) {
      const references = identities.reduce<References>(seenAfter, 'both');
      this.#all.push({ ...content, number, references });
    }
    return this.#all[number] as Passage;
  }

  #nameOf(one: Filter | Translation): string {
    if (!('admits' in one)) return `to${this.#translations.of(one.map)}`;
    const admits = this.#maps.numberOf(one.admits);
    return one.answers === 'unasked' ? `${this.#names.of(one.component)}=${admits}` : `${admits}`;
  }

  #stateOf({ by, missed, returns }: Stateful): string {
    return `${this.#names.of(by)}-${missed}-${returns === undefined ? '' : this.#names.of(returns)}`;
  }
}

/** Whether what it leaves of replies depends on which requests those answer. */
export function isAskedAnew({ unasked, onSource }: Passage): boolean {
  return unasked.length > 0 || onSource.some((one) => 'admits' in one && one.answers === 'unasked');
}

/** The reply came by what must have seen the request. Addresses stay as they are, so who saw it tells enough. */
export function isUnasked(request: Passage, reply: Passage): boolean {
  return reply.remembered.some(
    ({ by, missed }) => missed !== 'warn' && !request.remembered.some((one) => one.by === by),
  );
}

/** The request came by what must see the reply too. */
export function isUnanswered(request: Passage, reply: Passage): boolean {
  return request.remembered.some(
    ({ by, missed }) => missed === 'drop' && !reply.remembered.some((one) => one.by === by),
  );
}
