import { expect, test } from 'vitest';
import { showProgress } from './collect-progress.ts';

const PLACE = { account: '111122223333', region: 'eu-west-1' };

function terminal(isLive: boolean) {
  const warned: string[] = [];
  const one = { warn: (text: string) => void warned.push(text), columns: 80, isLive };
  return { one, warned };
}

function tellOf(form: 'text' | 'json' | 'none', isLive = false): readonly string[] {
  const { one, warned } = terminal(isLive);
  const progress = showProgress(one, form);
  progress.tell({ event: 'place', ...PLACE });
  progress.tell({ event: 'planned', ...PLACE, calls: 2 });
  const call = { event: 'call', ...PLACE, call: 'ec2 describe-vpcs', records: 3, pages: 1 } as const;
  progress.tell({ ...call, state: 'answered' });
  progress.tell({ ...call, state: 'failed', records: 0 });
  progress.tell({ event: 'place-read', ...PLACE });
  progress.end();
  return warned;
}

test('a log has a line for each Region, machines one for each event, and quiet nothing', () => {
  expect(tellOf('text')).toEqual(['111122223333 eu-west-1: 2 calls, 3 records, 1 failed\n']);
  expect(tellOf('json').map((line) => (JSON.parse(line) as { event: string }).event)).toEqual([
    ...['place', 'planned', 'call', 'call', 'place-read'],
  ]);
  expect(tellOf('none')).toEqual([]);
});

test('a terminal has lines that are written over and gone at the end', () => {
  const warned = tellOf('text', true);
  expect(warned[0]).toBe('111122223333 eu-west-1      ░░░░░░░░       0/0  \n0 of 0 calls, 0 records, 0 calls/s\n');
  expect(warned.at(-1)).toBe('\r\u001b[2A\u001b[J');
});

test('an account that cannot be read is said at once, and cannot control the terminal', () => {
  for (const isLive of [true, false]) {
    const { one, warned } = terminal(isLive);
    const reason = { call: 'sts assume-role', code: 'AccessDenied', message: 'no\u001b[2J' };
    showProgress(one, 'text').tell({ event: 'place-failed', account: '111122223333', ...reason });
    expect(warned[0]).toBe('111122223333: sts assume-role: AccessDenied: no\\u001b[2J\n');
  }
});
