/**
 * A number for each place that was asked about, beside each other: places are asked about in their order, and mostly few
 * neighbours alone. Numbers are not negative.
 */
export class PlaceColumn {
  #values = new Int32Array();
  /** The place that the first value is of. */
  #base = 0;

  /** -1 where nothing was put in. */
  get(place: number): number {
    const at = place - this.#base;
    return at >= 0 && at < this.#values.length ? (this.#values[at] as number) - 1 : -1;
  }

  set(place: number, value: number): void {
    if (this.#values.length === 0) this.#base = place;
    const at = place - this.#base;
    if (at < 0 || at >= this.#values.length) this.#widen(place);
    this.#values[place - this.#base] = value + 1;
  }

  #widen(place: number): void {
    const { length } = this.#values;
    const base = Math.min(this.#base, place);
    const end = Math.max(this.#base + length, place + 1);
    // Twice as long on the side that it grows on: it will mostly grow on there.
    const from = place < this.#base ? Math.max(0, base - length) : base;
    const values = new Int32Array(end - from + (place < this.#base ? 0 : Math.max(length, 8)));
    values.set(this.#values, this.#base - from);
    [this.#values, this.#base] = [values, from];
  }
}
