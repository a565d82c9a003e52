/** Numbers that are the same for the same seeds. */
export interface Random {
  /** A whole number from 0 up to, not including, `below`. */
  integer(below: number): number;
  pick<T>(from: readonly T[]): T;
}

export function createRandom(seed: number, stream?: number): Random;
