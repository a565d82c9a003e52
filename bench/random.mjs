/**
 * @typedef {object} Random
 * @property {(below: number) => number} integer from 0 up to, not including, `below`
 * @property {(share: number) => boolean} chance
 * @property {<T>(list: readonly T[]) => T} pick
 * @property {<T>(list: readonly T[], count: number) => T[]} some distinct elements in random order
 * @property {(prefix: string) => string} id an id as AWS writes them: 17 hexadecimal digits
 * @property {(digits: number) => string} hex
 */

/**
 * Mulberry32: small, fast, and the same on every machine.
 * @param {number} seed
 * @param {number} [stream] independent sequences of one seed
 * @returns {Random}
 */
export function createRandom(seed, stream = 0) {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b)) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const integer = (below) => Math.floor(next() * below);
  const hex = (digits) => Array.from({ length: digits }, () => integer(16).toString(16)).join('');
  return {
    integer,
    chance: (share) => next() < share,
    pick: (list) => list[integer(list.length)],
    some(list, count) {
      const rest = [...list];
      return Array.from({ length: Math.min(count, rest.length) }, () => rest.splice(integer(rest.length), 1)[0]);
    },
    id: (prefix) => `${prefix}-0${hex(16)}`,
    hex,
  };
}
