import { expect, it } from 'vitest';
import { fitText, textWidth } from './text-width.ts';

it('keeps a text that fits, and both ends of one that does not', () => {
  expect(fitText('web', 11, 100)).toBe('web');
  expect(fitText('production-web-tier-a', 11, 80)).toMatch(/^produ.*….*a$/);
  for (const width of [1, 20, 60, 200]) {
    const cut = fitText('production-web-tier-in-the-first-zone', 11, width);
    expect([cut.length <= 2 || textWidth(cut, 11) <= width, cut.includes('…')]).toEqual([true, true]);
  }
});

it('keeps as many letters as fit, narrow or wide', () => {
  for (const letter of ['i', 'x', 'W', '漢']) {
    const [cut, more] = [fitText(letter.repeat(300), 13, 240), letter.repeat(2)];
    expect(textWidth(cut, 13)).toBeLessThanOrEqual(240);
    expect(textWidth(cut + more, 13)).toBeGreaterThan(240);
  }
});

it('cuts a text as long as a book at once', () => {
  const begun = performance.now();
  expect(fitText('x'.repeat(200_000), 11, 240)).toContain('…');
  expect(performance.now() - begun).toBeLessThan(2000);
});
