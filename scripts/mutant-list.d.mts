/** File, text, what replaces it, and what goes wrong then. */
export const mutants: readonly (readonly [file: string, from: string, to: string, title: string])[];
