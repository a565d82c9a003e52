import { expect, it } from 'vitest';
import { base, snapshotOf } from '../aws/network.fixture.ts';
import { checkSettings } from './check-settings.ts';

const checked = (...ids: readonly string[]) =>
  checkSettings(
    snapshotOf(base(), { settings: { appliances: Object.fromEntries(ids.map((id) => [id, 'forward' as const])) } }),
  );

it('an appliance is an instance or interface of the input', () => {
  expect(checked('i-app', 'eni-db')).toEqual([]);
  expect(checked()).toEqual([]);
});

it('any other is told, with those that are spelled alike', () => {
  expect(checked('i-ap', 'sg-quite-different')).toMatchObject([
    { code: 'SETTING_UNKNOWN_ID', severity: 'warning', hint: expect.stringContaining('i-app') },
    { code: 'SETTING_UNKNOWN_ID', message: expect.stringContaining('sg-quite-different') },
  ]);
});
