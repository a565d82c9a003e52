/** Makes an object of values that stand side by side. */
export type ObjectMaker = (values: readonly unknown[], from: number) => Record<string, unknown>;

/**
 * Makes objects with these keys, in this order. The engine makes an object of a literal several times as fast as by adding
 * keys, or as a copy of another, so the literal is written when the names are known. They are names of our declarations.
 */
export function objectMaker(names: readonly string[]): ObjectMaker {
  const fields = names.map((name, i) => `${JSON.stringify(name)}: values[from + ${i}]`);
  try {
    return new Function('values', 'from', `return { ${fields.join(', ')} };`) as ObjectMaker;
  } catch {
    // Where code may not be made of text.
    return (values, from) => Object.fromEntries(names.map((name, i) => [name, values[from + i]]));
  }
}
