/**
 * Which states count as working (table 0.6 of the rules). Compared ignoring case: SDK enums and wire values differ in it
 * (PAR-01), and an absent state, as old exports have it, counts as working.
 */
export function works(state: string | undefined, ...working: readonly string[]): boolean {
  return state === undefined || working.some((one) => one.toLowerCase() === state.toLowerCase());
}
