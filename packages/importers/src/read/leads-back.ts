/** Whether a value holds itself, as YAML can say by an alias within its own anchor: whoever walks it never ends. */
export function leadsBack(value: unknown): boolean {
  const around = new Set<object>();
  const done = new Set<object>();
  return within(value);

  function within(one: unknown): boolean {
    if (typeof one !== 'object' || one === null || done.has(one)) return false;
    if (around.has(one)) return true;
    around.add(one);
    const found = Object.values(one).some(within);
    around.delete(one);
    done.add(one);
    return found;
  }
}
