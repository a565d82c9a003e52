/** Of texts in any order: two sums of 32 bits, of which each text moves both. */
export function digestOf(texts: Iterable<string>): string {
  let [a, b] = [0, 0];
  for (const text of texts) {
    let [x, y] = [0x811c9dc5, 0x9747b28c];
    for (let i = 0; i < text.length; i++) {
      x = Math.imul(x ^ text.charCodeAt(i), 0x01000193);
      y = Math.imul(y ^ text.charCodeAt(i), 0x85ebca6b) ^ (y >>> 13);
    }
    [a, b] = [(a + x) >>> 0, (b + y) >>> 0];
  }
  return a.toString(16).padStart(8, '0') + b.toString(16).padStart(8, '0');
}
