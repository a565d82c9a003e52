import { describe, expect, it } from 'vitest';
import { type Field, flag, integer, list, shape, tags, text } from './fields.ts';

/** What a field reads, and the complaints it has. */
function read<T>(field: Field<T>, raw: unknown): readonly [T, readonly string[]] {
  const problems: string[] = [];
  return [field.read(raw, (path, expected) => problems.push(`${path}: ${expected}`)), problems];
}

const host = shape({
  Name: text,
  Port: integer,
  IsUp: flag,
  Addresses: list(text),
  Rules: list(shape({ From: integer, Tags: tags })),
  Place: shape({ Zone: text }),
});
const NOTHING = { name: undefined, port: undefined, isUp: undefined, addresses: [], rules: [], place: undefined };

describe('absent, null, "" and [] mean the same', () => {
  it.each<[string, Field<unknown>, unknown]>([
    ['text', text, undefined],
    ['flag', flag, undefined],
    ['integer', integer, undefined],
    ['list', list(text), []],
    ['shape', host, undefined],
    ['tags', tags, {}],
  ])('for a field of %s', (_, field, empty) => {
    for (const raw of [undefined, null, '']) expect(read(field, raw)).toEqual([empty, []]);
  });
  it('for fields of a record', () => {
    for (const nothing of [undefined, null, '', []]) {
      const Place = Array.isArray(nothing) ? undefined : nothing;
      expect(read(host, { Addresses: nothing, Rules: nothing, Place })).toEqual([NOTHING, []]);
    }
    expect(read(host, {})).toEqual([NOTHING, []]);
  });
  it('elements of a list that are nothing are left out', () => {
    expect(read(list(text), ['a', null, '', undefined, 'b'])).toEqual([['a', 'b'], []]);
  });
});

describe('values in another form are understood', () => {
  it.each<[Field<unknown>, unknown, unknown]>([
    [text, 'a', 'a'],
    [text, 42, '42'],
    [text, false, 'false'],
    [flag, true, true],
    [flag, 'true', true],
    [flag, 'false', false],
    [integer, 7, 7],
    [integer, '-7', -7],
  ])('%o %j', (field, raw, value) => {
    expect(read(field, raw)).toEqual([value, []]);
  });
});

describe('values of another type are reported, and read as nothing', () => {
  it.each<[string, Field<unknown>, unknown, unknown, string]>([
    ['text', text, {}, undefined, ': text'],
    ['text', text, ['a'], undefined, ': text'],
    ['flag', flag, 'yes', undefined, ': true or false'],
    ['flag', flag, 1, undefined, ': true or false'],
    ['integer', integer, '4.5', undefined, ': a whole number'],
    ['integer', integer, 4.5, undefined, ': a whole number'],
    ['integer', integer, '12345678901234567890', undefined, ': a whole number'],
    ['integer', integer, 2 ** 60, undefined, ': a whole number'],
    ['list', list(text), 'a', [], ': a list'],
    ['list', list(text), { 0: 'a' }, [], ': a list'],
    ['shape', host, 'a', undefined, ': an object'],
    ['shape', host, [], undefined, ': an object'],
    ['tags', tags, 'a', {}, ': tags'],
  ])('%s', (_, field, raw, value, problem) => {
    expect(read(field, raw)).toEqual([value, [problem]]);
  });

  it('with their path inside the record', () => {
    const raw = { Port: 'x', Rules: [{ From: 1 }, null, { From: [] }, 'rule'], Place: { Zone: {} }, addresses: [[]] };
    const [record, problems] = read(host, raw);
    expect(problems).toEqual([
      '/Port: a whole number',
      '/Rules/2/From: a whole number',
      '/Rules/3: an object',
      '/Place/Zone: text',
      '/Addresses/0: text',
    ]);
    expect(record?.rules.map((rule) => rule?.from)).toEqual([1, undefined]);
  });
});

describe('a record', () => {
  it('has its names with a capital or a small first letter', () => {
    const upper = { Name: 'a', Port: 1, IsUp: true, Addresses: ['b'], Place: { Zone: 'c' } };
    const lower = { name: 'a', port: 1, isUp: true, addresses: ['b'], place: { zone: 'c' } };
    expect(read(host, upper)).toEqual(read(host, lower));
  });
  it('read again is itself', () => {
    const [once] = read(host, {
      Name: 'a',
      Rules: [{ From: 1, Tags: [{ Key: 'k', Value: 'v' }] }],
      Place: { Zone: 'z' },
    });
    expect(read(host, once)).toEqual([once, []]);
  });
  it('keeps no key that no field reads, not even a special one', () => {
    const raw = JSON.parse('{"Name": "a", "Other": 1, "__proto__": {"port": 5}, "constructor": {"name": "x"}}');
    expect(read(host, raw)).toEqual([{ ...NOTHING, name: 'a' }, []]);
  });
  it('has all keys, in the same order, whatever was read', () => {
    const [full] = read(host, { Place: {}, Name: 'a' });
    expect(Object.keys(full ?? {})).toEqual(Object.keys(NOTHING));
  });
  it('is described by a schema of the names it is written with', () => {
    expect(host.schema).toMatchObject({
      type: 'object',
      properties: { name: { type: 'string' }, rules: { type: 'array', items: { type: 'object' } } },
      additionalProperties: false,
    });
  });
});

describe('tags', () => {
  it('are a list as the API writes it, or a map; sorted by key', () => {
    const written = { b: '2', a: '1' };
    const asList = Object.entries(written).map(([Key, Value]) => ({ Key, Value }));
    const lower = Object.entries(written).map(([key, value]) => ({ key, value }));
    for (const raw of [written, asList, lower]) {
      const [found, problems] = read(tags, raw);
      expect([Object.entries(found), problems]).toEqual([Object.entries({ a: '1', b: '2' }), []]);
    }
  });
  it('have values of text; numbers and flags become it, anything else is empty', () => {
    expect(read(tags, { a: 1, b: true, c: null, d: {}, e: '' })[0]).toEqual({ a: '1', b: 'true', c: '', d: '', e: '' });
    expect(read(tags, [{ Key: 'a' }, { Value: 'no key' }, null])[0]).toEqual({ a: '' });
  });
  it('may be named like parts of JavaScript', () => {
    const [found] = read(tags, [
      { Key: '__proto__', Value: 'x' },
      { Key: 'constructor', Value: 'y' },
    ]);
    expect(Object.entries(found)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(Object.getPrototypeOf(found)).toBe(Object.prototype);
  });
});
