import { formatPrefix } from '../net/address.ts';
import type { Sender, Target } from './positions.ts';

/** Who is in which of several questions: those that are the same end at the same address are one. */
export class Roll<P extends Sender | Target> {
  readonly #known = new Map<string, { readonly position: P; readonly questions: number[] }>();
  /** Positions that were entered by a question before, by themselves: they need no key. */
  readonly #same = new Map<P, { readonly position: P; readonly questions: number[] }>();

  enter(question: number, positions: readonly P[]): void {
    for (const position of positions) {
      const known = this.#same.get(position) ?? this.#find(position);
      // A question may name an end twice.
      if (known.questions.at(-1) !== question) known.questions.push(question);
    }
  }

  get all(): readonly P[] {
    return [...this.#known.values()].map(({ position }) => position);
  }

  /** The same, by positions in a list of those who are on the roll. */
  inOrder(positions: readonly P[]): OrderedRoll {
    return new OrderedRoll(positions.map((position) => (this.#same.get(position) ?? this.#find(position)).questions));
  }

  #find(position: P) {
    const key = keyOf(position);
    const known = this.#known.get(key) ?? { position, questions: [] };
    this.#known.set(key, known);
    this.#same.set(position, known);
    return known;
  }
}

/** The questions of each position of a list, and how far those after it are in the same ones. */
class OrderedRoll {
  /** By position, the number of a set of questions. */
  readonly #sets: Int32Array;
  readonly #questions: (readonly number[])[] = [];
  readonly #ends: Int32Array;
  readonly #both = new Map<number, readonly number[]>();

  constructor(questions: readonly (readonly number[])[]) {
    const numbers = new Map<string, number>();
    this.#sets = Int32Array.from(questions, (own) => {
      const key = own.join();
      let number = numbers.get(key);
      if (number === undefined) {
        number = this.#questions.push(own) - 1;
        numbers.set(key, number);
      }
      return number;
    });
    this.#ends = new Int32Array(questions.length);
    for (let at = questions.length - 1; at >= 0; at--) {
      const goesOn = at + 1 < questions.length && this.#sets[at + 1] === this.#sets[at];
      this.#ends[at] = goesOn ? (this.#ends[at + 1] as number) : at + 1;
    }
  }

  /** The end of the stretch of positions that are in the same questions. */
  endOf(position: number): number {
    return this.#ends[position] as number;
  }

  /** The questions that mean both a position here and one of another list; always the same other list. */
  inBoth(position: number, other: OrderedRoll, there: number): readonly number[] {
    const [a, b] = [this.#sets[position] as number, other.#sets[there] as number];
    const key = a * other.#questions.length + b;
    let both = this.#both.get(key);
    if (!both) {
      const own = new Set(this.#questions[a]);
      both = (other.#questions[b] ?? []).filter((question) => own.has(question));
      this.#both.set(key, both);
    }
    return both;
  }
}

/** Equal for the same end at the same address. */
function keyOf(position: Sender | Target): string {
  const { host, family, address, except = [], by = '', stop } = position;
  const who =
    'source' in position
      ? `${position.end} ${position.source} ${position.from.at} ${position.from.zone ?? ''} ${position.from.as ?? ''}`
      : `${position.at ?? ''} ${position.to} ${position.ends?.join() ?? '*'}`;
  const where = `${address.length} ${address.bits}${except.map(formatPrefix).join('!')}`;
  return `${host} ${family} ${who} ${by} ${stop?.code ?? ''} ${where}`;
}
