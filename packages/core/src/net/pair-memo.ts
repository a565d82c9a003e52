/** Slots at first, a power of two: many memos are made for one place each and stay nearly empty. */
const FIRST = 32;

/** Answers by two numbers each, in one array: a map of pairs without an object for any of them. Numbers are not negative. */
export class PairMemo {
  #slots = new Int32Array(3 * FIRST);
  #mask = FIRST - 1;
  #count = 0;

  /** -1 where nothing was put in. */
  get(a: number, b: number): number {
    return (this.#slots[this.#slotOf(a, b) + 2] as number) - 1;
  }

  set(a: number, b: number, value: number): void {
    if (2 * this.#count > this.#mask) this.#grow();
    const slot = this.#slotOf(a, b);
    if (this.#slots[slot + 2] === 0) this.#count++;
    this.#put(slot, a, b, value + 1);
  }

  /** Where the pair stands, or would. A slot whose last number is 0 is free. */
  #slotOf(a: number, b: number): number {
    const slots = this.#slots;
    let slot = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) & 0x7fffffff;
    slot = 3 * ((slot ^ (slot >>> 15)) & this.#mask);
    while (slots[slot + 2] !== 0 && (slots[slot] !== a || slots[slot + 1] !== b))
      slot = slot === 3 * this.#mask ? 0 : slot + 3;
    return slot;
  }

  #put(slot: number, a: number, b: number, stored: number): void {
    this.#slots[slot] = a;
    this.#slots[slot + 1] = b;
    this.#slots[slot + 2] = stored;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(2 * old.length);
    this.#mask = 2 * this.#mask + 1;
    for (let i = 0; i < old.length; i += 3) {
      if (old[i + 2] === 0) continue;
      const [a, b] = [old[i] as number, old[i + 1] as number];
      this.#put(this.#slotOf(a, b), a, b, old[i + 2] as number);
    }
  }
}
