/** One step of a Terraform address or reference: `net["app"]` is `{ name: 'net', keys: ['app'] }`. */
export interface Step {
  readonly name: string;
  readonly keys: readonly (string | number)[];
}

const STEP = /\.?([^.[\]"\s]+)|\[(?:"((?:[^"\\]|\\.)*)"|(\d+)|\*)\]/y;

/** The steps of `module.net["a.b"].aws_subnet.this[0].id`; what no longer reads as an address is left out. */
export function stepsOf(text: string): readonly Step[] {
  const steps: { name: string; keys: (string | number)[] }[] = [];
  STEP.lastIndex = 0;
  for (let match = STEP.exec(text); match; match = STEP.exec(text)) {
    const [, name, key, index] = match;
    if (name !== undefined) steps.push({ name, keys: [] });
    else if (key !== undefined) steps.at(-1)?.keys.push(key.replaceAll(/\\(.)/g, '$1'));
    else if (index !== undefined) steps.at(-1)?.keys.push(Number(index));
  }
  return steps;
}

/** `module.a["k"].module.b` of `module.a["k"].module.b.aws_x.n[0]`; empty in the root module. */
export function moduleOf(address: string): string {
  let end = 0;
  for (const [whole] of address.matchAll(MODULE)) {
    if (!address.startsWith(whole, end)) break;
    end += whole.length;
  }
  return address.slice(0, Math.max(0, end - 1));
}

const MODULE = /module\.[^.[\]]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?\./g;

/** Names of calls from the root to a module, without keys: what its configuration is found by. */
export function callsTo(module: string): readonly string[] {
  return stepsOf(module).flatMap(({ name }, i) => (i % 2 === 1 ? name : []));
}

/** The key of a module's innermost instance. */
export function keyOf(module: string): string | number | undefined {
  return stepsOf(module).at(-1)?.keys[0];
}

/** The module that calls this one. */
export function parentOf(module: string): string {
  return module === '' ? '' : moduleOf(`${module.slice(0, lastCall(module))}x`);
}

function lastCall(module: string): number {
  let at = 0;
  for (const { index } of `${module}.`.matchAll(MODULE)) at = index;
  return at;
}

/** Ids hold no blanks, which keys of `for_each` may. */
export function idFrom(address: string): string {
  return address.replaceAll(/\s/g, '%20');
}
