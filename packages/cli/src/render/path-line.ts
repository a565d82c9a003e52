import type { Labels } from './labels.ts';
import type { Palette } from './palette.ts';
import type { CheckDocument, HopDocument } from './path-document.ts';

interface Mark {
  readonly text: string;
  readonly tone: 'bad' | 'unsure';
}

/** `app-b → subnet app-b ✗ vpc shop`: a cross where traffic is dropped, a question mark where it is not known. */
export function pathLine(hops: readonly HopDocument[], labels: Labels, palette: Palette): string {
  const gaps: (Mark | undefined)[] = Array.from({ length: hops.length + 1 });
  for (const [position, { checks }] of hops.entries()) {
    for (const check of checks) {
      const mark = markOf(check);
      // What is checked on entering stands before its hop, everything else behind it.
      const gap = check.direction === 'ingress' ? position : position + 1;
      if (mark && gaps[gap]?.tone !== 'bad') gaps[gap] = mark;
    }
  }
  const parts = hops.map(({ component }, position) => {
    const mark = gaps[position];
    const arrow = position === 0 ? '' : ' → ';
    return `${mark ? ` ${palette[mark.tone](mark.text)} ` : arrow}${labels.short(component)}`;
  });
  const last = gaps[hops.length];
  return `${parts.join('')}${last ? ` ${palette[last.tone](last.text)}` : ''}`.trim();
}

function markOf({ effect }: CheckDocument): Mark | undefined {
  if (effect === 'blocks') return { text: '✗', tone: 'bad' };
  return effect === 'undecided' ? { text: '?', tone: 'unsure' } : undefined;
}
