import type { ComponentId, Step } from '../../model/route.ts';

export type Stateful = Extract<Step, { kind: 'stateful' }>;

/** Who does on a way what its passage says. */
export interface Marks {
  /** Whose filters are passed, but for those of network ACLs. */
  readonly passed: readonly ComponentId[];
  /** Of the passage's filters that let a reply through whose request they let through, whose they are, in its order. */
  readonly unasked: readonly ComponentId[];
  /** The same of those that read where packets come from. */
  readonly ofSource: readonly ComponentId[];
  readonly remembered: readonly Stateful[];
  /** Replies that come to such a place are led back by what is there. */
  readonly detours: readonly Stateful[];
}

export const NO_MARKS: Marks = { passed: [], unasked: [], ofSource: [], remembered: [], detours: [] };

/** One after the other. */
export function joinedMarks(first: Marks, then: Marks): Marks {
  if (isNothing(first)) return then;
  if (isNothing(then)) return first;
  return {
    passed: [...first.passed, ...then.passed],
    unasked: [...first.unasked, ...then.unasked],
    ofSource: [...first.ofSource, ...then.ofSource],
    remembered: [...first.remembered, ...then.remembered],
    detours: [...first.detours, ...then.detours],
  };
}

/** A way that has other marks passes something. */
function isNothing(marks: Marks): boolean {
  return marks.passed.length === 0 && marks.remembered.length === 0;
}

/** Which filters of a reply let it through unasked, as bits: first those that read its destination. Undefined for too many. */
export function letBack({ passed }: Marks, { unasked, ofSource }: Marks): number | undefined {
  if (unasked.length + ofSource.length === 0) return 0;
  if (unasked.length + ofSource.length > MOST_BITS) return undefined;
  let bits = 0;
  for (let i = 0; i < unasked.length; i++) if (passed.includes(unasked[i] as ComponentId)) bits |= 1 << i;
  for (let i = 0; i < ofSource.length; i++)
    if (passed.includes(ofSource[i] as ComponentId)) bits |= 1 << (unasked.length + i);
  return bits;
}

/** No plain way has more such filters. */
export const MOST_BITS = 16;

/** The reply came by what must have seen the request. Addresses stay as they are, so who saw it tells enough. */
export function isUnasked(request: Marks, reply: Marks): boolean {
  return reply.remembered.some(
    ({ by, missed }) => missed !== 'warn' && !request.remembered.some((one) => one.by === by),
  );
}

/** The request came by what must see the reply too. */
export function isUnanswered(request: Marks, reply: Marks): boolean {
  return request.remembered.some(
    ({ by, missed }) => missed === 'drop' && !reply.remembered.some((one) => one.by === by),
  );
}
