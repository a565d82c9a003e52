/** @param {readonly number[]} values @param {number} share @returns {number} */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** @param {readonly number[]} values @returns {number} */
export function median(values) {
  return quantile(values, 0.5);
}

/**
 * Repeats until there are enough runs, or time is up and there are three.
 * @template T
 * @param {() => T | Promise<T>} run
 * @returns {Promise<{ milliseconds: number, result: T }>} the median, and what the last run gave
 */
export async function time(run, { runs = 7, budget = 10_000 } = {}) {
  const taken = [];
  let result;
  const end = performance.now() + budget;
  while (taken.length < 3 || (taken.length < runs && performance.now() < end)) {
    // What the run before made must not be held, or its memory is counted here.
    result = undefined;
    const start = performance.now();
    result = await run();
    taken.push(performance.now() - start);
  }
  return { milliseconds: median(taken), result };
}
