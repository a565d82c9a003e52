import type { Change } from '../model/change.ts';
import { badChange } from '../model/question-error.ts';

type Fields = Record<string, unknown>;

/** A copy of a record with changes made in it. Removed elements leave a hole, so that places stay what they were. */
export function changeRecord(record: object, changes: readonly Change[]): object {
  const copy = copyOf(record) as Fields;
  for (const change of changes) {
    const segments = segmentsOf(change);
    const last = segments.pop() as string;
    put(
      segments.reduce((inside: unknown, segment) => valueAt(inside, segment, change), copy),
      last,
      change,
    );
  }
  return copy;
}

/** Empty lists of a record are all one and the same: in a copy each is its own. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, copyOf(inside)]));
}

/** The field of the record that a change is in. */
export function fieldOf(change: Change): string {
  return lowerFirst(segmentsOf(change)[0] as string);
}

function segmentsOf(change: Change): string[] {
  const [before, ...segments] = change.at.split('/');
  if (before !== '' || segments.length === 0) throw badChange(change, 'A place begins with a slash: /Routes/-.');
  return segments.map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function valueAt(inside: unknown, segment: string, change: Change): unknown {
  const found = Array.isArray(inside)
    ? inside[positionIn(inside, segment, change)]
    : isFields(inside)
      ? inside[nameIn(inside, segment)]
      : undefined;
  if (found === undefined) throw badChange(change, `There is no ${segment} in it.`);
  return found;
}

function put(inside: unknown, segment: string, change: Change): void {
  const { op, value } = change;
  if (op !== 'remove' && value === undefined) throw badChange(change, 'It lacks its value.');
  if (Array.isArray(inside)) {
    if (op === 'add' && segment === '-') inside.push(value);
    else if (op === 'add') throw badChange(change, 'An element is added at the end of its list: -.');
    else inside[positionIn(inside, segment, change)] = value;
  } else if (isFields(inside)) {
    const name = nameIn(inside, segment);
    if (name === '__proto__') throw badChange(change, `There is no ${segment} in it.`);
    inside[name] = op === 'remove' ? undefined : value;
  } else throw badChange(change, `There is no ${segment} in it.`);
}

function positionIn(list: readonly unknown[], segment: string, change: Change): number {
  const position = segment.includes('=') ? list.findIndex((one) => holds(one, segment)) : Number(segment);
  if (Number.isInteger(position) && list[position] !== undefined) return position;
  throw badChange(change, `There is no ${segment} in the list.`);
}

/** Whether an element has all of `RuleNumber=100,Egress=true`. */
function holds(element: unknown, wanted: string): boolean {
  if (!isFields(element)) return false;
  return wanted.split(',').every((pair) => {
    const [name = '', ...value] = pair.split('=');
    return String(element[nameIn(element, name)]) === value.join('=');
  });
}

/** Records have the API's names with a small first letter; maps keep the names that somebody chose. */
function nameIn(fields: Fields, name: string): string {
  return Object.hasOwn(fields, name) ? name : lowerFirst(name);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
