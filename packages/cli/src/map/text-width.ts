const NARROWEST = 34;

/**
 * How wide a text is at most, in hundredths of the font's size: no font is at hand to measure with, so letters count as
 * what the widest of the usual sans-serif fonts make of them.
 */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ijlI.,:;'|!]/, NARROWEST],
  [/[ftr()[\]{}/\\ -]/, 42],
  [/[mwMW@%]/, 98],
  [/[A-Z&]/, 76],
  [/[\d_+=<>~*#$?^a-z]/, 63],
  [/[\u0080-\u024f\u0370-\u052f·×–]/, 78],
];
/** Chinese, Japanese, Korean, pictures. */
const WIDEST = 110;

export function textWidth(text: string, size: number): number {
  let sum = 0;
  for (const letter of text) sum += WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? WIDEST;
  // Titles are bold.
  return Math.ceil((sum * size * (size >= BOLD_FROM ? 1.12 : 1)) / 100);
}

const BOLD_FROM = 13;

/** As much of a text as fits; what is left out is told by `…`. Names of one estate often differ in their ends alone. */
export function fitText(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  const letters = [...text];
  // Not one by one from the end of a text that is as long as a book.
  let kept = Math.min(letters.length, Math.ceil((width * 100) / (NARROWEST * size)));
  const cut = () => {
    const tail = Math.floor(kept / 3);
    return `${letters.slice(0, kept - tail).join('')}…${tail > 0 ? letters.slice(-tail).join('') : ''}`;
  };
  while (kept > 1 && textWidth(cut(), size) > width) kept--;
  return cut();
}
