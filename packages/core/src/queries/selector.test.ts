import { describe, expect, it } from 'vitest';
import { parseSelector, type Selector } from './selector.ts';

/** A selector as one says it: `or(a and(b not(c)))`. */
function said(selector: Selector): string {
  switch (selector.kind) {
    case 'term':
      return selector.text;
    case 'not':
      return `not(${said(selector.of)})`;
    default:
      return `${selector.kind}(${selector.of.map(said).join(' ')})`;
  }
}
const parsed = (text: string) => {
  const { selector, port } = parseSelector(text);
  return [said(selector), port];
};

describe('terms', () => {
  it.each([
    ['i-1', 'i-1'],
    ['  i-1 ', 'i-1'],
    ['a,b', 'or(a b)'],
    ['a & b', 'and(a b)'],
    ['!a', 'not(a)'],
    ['! !a', 'not(not(a))'],
    ['a&!b,c', 'or(and(a not(b)) c)'],
    ['aws_subnet.a["x, y & z"],b', 'or(aws_subnet.a["x, y & z"] b)'],
    ['tag:a=b & type:lambda', 'and(tag:a=b type:lambda)'],
  ])('%j reads as %s', (text, said) => {
    expect(parsed(text)).toEqual([said, undefined]);
  });

  it.each(['', '  ', 'a,', ',a', 'a&', '&', '!', 'a,!'])('%j is no selector', (text) => {
    expect(() => parseSelector(text)).toThrow(expect.objectContaining({ code: 'BAD_SELECTOR' }));
  });
});

describe('ports', () => {
  it.each([
    ['db.internal:5432', 'db.internal', 5432],
    ['10.0.0.1:22', '10.0.0.1', 22],
    ['web server 01:8080', 'web server 01', 8080],
    ['https://example.com', 'example.com', 443],
    ['HTTP://example.com/path?q#f', 'example.com', 80],
    ['https://example.com:8443/x', 'example.com', 8443],
    ['postgres://db', 'db', 5432],
    ['ftp://host', 'host', undefined],
  ])('%s asks for %s port %s', (text, host, port) => {
    expect(parsed(text)).toEqual([host, port]);
  });

  it.each(['tag:5432', 'account:111111111111', 'sg:22', 'a:1,b:2', 'a & b:2', '2001:db8::1'])('%s has none', (text) => {
    expect(parseSelector(text).port).toBeUndefined();
  });
});
