import { expect, test } from 'vitest';
import { diagnosticLog } from '../diagnostic-log.ts';
import { readSettingsFile } from './read-settings-file.ts';

function read(text: string) {
  const log = diagnosticLog();
  const settings = readSettingsFile('hopwise.yaml', text, log);
  return { settings, diagnostics: log.all() };
}

test('names of ranges and appliances are read', () => {
  const { settings, diagnostics } = read(
    'cidrs:\n  office: [203.0.113.0/24, 2001:db8::/32]\nappliances:\n  i-0fw: nat\n',
  );
  expect(settings).toEqual({
    cidrs: { office: ['203.0.113.0/24', '2001:db8::/32'] },
    appliances: { 'i-0fw': 'nat' },
    sites: {},
    environments: {},
  });
  expect(diagnostics).toEqual([]);
});

test('an empty file sets nothing', () => {
  expect(read('# nothing yet\n')).toEqual({
    settings: { cidrs: {}, appliances: {}, sites: {}, environments: {} },
    diagnostics: [],
  });
});

test('settings that are planned are not used yet, and the others are', () => {
  const { settings, diagnostics } = read('defaults: {}\nenvironments: { prod: tag:a=b }\ncidrs: { a: [10.0.0.0/8] }\n');
  expect(settings?.cidrs).toEqual({ a: ['10.0.0.0/8'] });
  expect(settings?.environments).toEqual({ prod: 'tag:a=b' });
  expect(diagnostics).toMatchObject([{ code: 'SETTING_NOT_USED', severity: 'warning' }]);
});

test('sites are read, what they leave out is empty', () => {
  const { settings, diagnostics } = read(
    'sites:\n  hq: { prefixes: [10.9.0.0/16], router: [cgw-1], advertises: { dxvif-1: [10.0.0.0/8] } }\n',
  );
  expect(settings?.sites.hq).toEqual({
    prefixes: ['10.9.0.0/16'],
    router: ['cgw-1'],
    advertises: { 'dxvif-1': ['10.0.0.0/8'] },
    prefers: [],
    down: [],
  });
  expect(diagnostics).toEqual([]);
});

test.each([
  ['sites:\n  hq: { prefixes: [10.9.0.0] }\n', 'hopwise.yaml:2:'],
  ['sites:\n  h/q: {}\n', 'hopwise.yaml:2:'],
  ['cidrs:\n  office: [203.0.113.0]\n', 'hopwise.yaml:2:12'],
  ['appliances:\n  i-1: forward\n  i-2: fly\n', 'hopwise.yaml:3:8'],
  ['cidrs: {\n', 'hopwise.yaml:2:1'],
  ['- a list\n', 'hopwise.yaml:1:1'],
  ['just text', 'hopwise.yaml:1:1'],
  [`a: &a [x]\n${Array.from({ length: 200 }, (_, i) => `b${i}: *a`).join('\n')}\nc: [*a, *a]`, 'hopwise.yaml'],
  [bomb(), 'hopwise.yaml'],
  ['sites: &a { hq: *a }\n', 'an alias leads back'],
])('a broken file is named by line and column: %j', (text, where) => {
  const { settings, diagnostics } = read(text);
  if (settings) expect(diagnostics.every(({ code }) => code === 'SETTING_NOT_USED')).toBe(true);
  else expect(diagnostics[0]).toMatchObject({ code: 'SETTINGS_BROKEN', message: expect.stringContaining(where) });
});

test('an alias bomb is refused', () => {
  expect(read(bomb())).toMatchObject({ settings: undefined, diagnostics: [{ code: 'SETTINGS_BROKEN' }] });
});

function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`);
  return ['a0: &a0 [x]', ...levels].join('\n');
}
