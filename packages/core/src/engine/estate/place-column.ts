/** A number for each place, which stand beside each other: places are asked about in their order. Numbers are not negative. */
export class PlaceColumn {
  #values = new Int32Array();

  /** -1 where nothing was put in. The first number is whose column it is, so that this and a map of pairs are asked alike. */
  get(_: number, place: number): number {
    return place < this.#values.length ? (this.#values[place] as number) - 1 : -1;
  }

  set(_: number, place: number, value: number): void {
    if (place >= this.#values.length) {
      const values = new Int32Array(Math.max(2 * this.#values.length, place + 64));
      values.set(this.#values);
      this.#values = values;
    }
    this.#values[place] = value + 1;
  }
}
