/** Bounds on what strangers' files may cost. Passing one ends that file or archive, never the import. */
export interface Limits {
  /** Bytes of one text. V8 holds no string longer than 2^29 - 24 characters. */
  readonly text: number;
  /** Bytes that come out of all archives together. */
  readonly unpacked: number;
  /** How many times larger than its archive the content may be; texts of AWS answers reach about 60. */
  readonly ratio: number;
  /** Unpacked bytes below which the ratio does not matter. */
  readonly ratioFrom: number;
  /** Entries of one archive. */
  readonly entries: number;
  /** Archives inside archives. */
  readonly nesting: number;
  /** Nested lists and objects of one JSON document. */
  readonly jsonDepth: number;
  /** Folders inside folders. */
  readonly folders: number;
}

export const LIMITS: Limits = {
  text: 480_000_000,
  unpacked: 4_000_000_000,
  ratio: 300,
  ratioFrom: 100_000_000,
  entries: 100_000,
  nesting: 2,
  jsonDepth: 4_000_000,
  folders: 64,
};

/** What all archives of one import have cost so far. */
export interface Budget {
  readonly limits: Limits;
  unpacked: number;
}

/** Ends the reading of one file or archive; its message becomes a diagnostic. */
export class LimitReached extends Error {}

/** The same bytes, counted against the budget; `packed` gives the size of their packed form so far. */
export async function* bounded(
  chunks: AsyncIterable<Buffer>,
  budget: Budget,
  packed: () => number,
): AsyncGenerator<Buffer> {
  const { limits } = budget;
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    budget.unpacked += chunk.length;
    if (budget.unpacked > limits.unpacked)
      throw new LimitReached(`archives unpack to more than ${limits.unpacked} bytes`);
    if (bytes > limits.ratioFrom && bytes > limits.ratio * packed()) {
      throw new LimitReached(`it unpacks to more than ${limits.ratio} times its size`);
    }
    yield chunk;
  }
}
