import { styleText } from 'node:util';
import type { Verdict } from '@hopwise/core';

/** What text is printed in; without colour, every tone leaves it as it is. */
export interface Palette {
  strong(text: string): string;
  faint(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  unsure(text: string): string;
  verdict(verdict: Verdict, text: string): string;
}

type Style = Parameters<typeof styleText>[0];

export function createPalette(isColoured: boolean): Palette {
  // Whether to colour was decided by the terminal that is written to, not by the process's own.
  const tone = (style: Style) => (text: string) => (isColoured ? styleText(style, text, NO_CHECK) : text);
  const tones = {
    strong: tone('bold'),
    faint: tone('dim'),
    good: tone('green'),
    bad: tone('red'),
    unsure: tone('yellow'),
  };
  const verdicts = { reachable: tones.good, unknown: tones.unsure, 'forward-only': tones.bad, blocked: tones.bad };
  return { ...tones, verdict: (verdict, text) => verdicts[verdict](tones.strong(text)) };
}

const NO_CHECK = { validateStream: false };
