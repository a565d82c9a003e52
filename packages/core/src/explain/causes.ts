import type { Check } from '../engine/check.ts';
import type { Trip } from '../engine/trip.ts';
import { type Code, codes } from '../model/codes.ts';
import type { Evidence, Missing } from '../model/evidence.ts';
import type { ComponentId } from '../model/route.ts';

/** Something that stops the traffic, with the rules or the absence that does it. */
export interface Blocker {
  readonly code: Code;
  readonly way: 'request' | 'reply';
  readonly at: ComponentId;
  readonly component: ComponentId;
  readonly direction?: 'ingress' | 'egress';
  readonly evidence: readonly Evidence[];
}

/** Something that the input leaves open, and the call that would decide it. */
export interface Unknown extends Blocker {
  readonly missing?: Missing;
}

export function blockersIn(checks: readonly Check[]): readonly Blocker[] {
  return checks.filter(({ effect }) => effect === 'blocks').map(blockerOf);
}

export function unknownsIn(checks: readonly Check[]): readonly Unknown[] {
  return checks
    .filter(({ effect }) => effect === 'undecided')
    .map((check) => ({ ...blockerOf(check), ...(check.missing ? { missing: check.missing } : {}) }));
}

function blockerOf(check: Check): Blocker {
  return {
    // Whatever stops or leaves open has a code.
    code: check.code as Code,
    way: check.way,
    at: check.at,
    component: check.component,
    ...(check.direction ? { direction: check.direction } : {}),
    evidence: check.evidence(),
  };
}

/** Equal for causes that are told once, though two ways meet them. */
export function identityOf({ code, way, at, component, direction }: Blocker): string {
  return [code, way, at, component, direction].join(' ');
}

/** Choices that AWS makes matter where their branches differ. */
export function picksOf(trip: Trip | undefined): readonly Unknown[] {
  if (!trip) return [];
  const own = [
    ...trip.request.picks.map((pick) => ({ pick, way: 'request' as const })),
    ...(trip.reply?.picks ?? []).map((pick) => ({ pick, way: 'reply' as const })),
  ];
  const unknowns = own.map(
    ({ pick, way }): Unknown => ({
      code: pick.code,
      way,
      at: pick.choice,
      component: pick.choice,
      evidence: [{ component: pick.choice, effect: 'blocks', text: codes[pick.code].meaning }],
      ...(pick.missing ? { missing: pick.missing } : {}),
    }),
  );
  return [...unknowns, ...picksOf(trip.next)];
}
