import type { ComponentId } from '@hopwise/core';
import type { MapLink } from './map-view.ts';

/** A step of a path over a link, from where packets come. */
export interface DrawnStep {
  readonly way: MapLink['steps'][number]['way'];
  readonly text: string;
  readonly from: ComponentId;
  readonly to: ComponentId;
}

export function drawnSteps({ steps, from, to }: MapLink): readonly DrawnStep[] {
  return steps.map(({ way, number, isBackwards, isBeyond }) => {
    const text = `${way} ${number}${isBeyond ? ', stopped before' : ''}`;
    return isBackwards ? { way, text, from: to, to: from } : { way, text, from, to };
  });
}

/** What a change did to a link, in the first of these that it is marked with. */
export function markedAs<T extends readonly [mark: MapLink['marks'][number], ...unknown[]]>(
  { marks }: MapLink,
  looks: readonly T[],
): T | undefined {
  return looks.find(([mark]) => marks.includes(mark));
}
