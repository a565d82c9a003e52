import { describe, expect, it } from 'vitest';
import { formatServices } from '../aws/format-services.ts';
import { base, edit } from '../aws/network.fixture.ts';
import { networkOf } from '../explain/ask.fixture.ts';
import { findMatrix } from './matrix.ts';
import { findPath } from './path.ts';
import { parseQuestion } from './question.ts';

function matrixOf(by: string, from = '*', to = '*') {
  const network = networkOf(edit(base(), 'eni-app', { TagSet: [{ Key: 'Name', Value: 'app' }] }));
  return { network, matrix: findMatrix(network, parseQuestion(network, { from, to }), by) };
}

describe('a matrix', () => {
  it.each(['vpc', 'subnet', 'account', 'region', 'security-group', 'tag:Name'])(
    'by %s has what single answers have',
    (by) => {
      const { network, matrix } = matrixOf(by);
      expect(matrix.cells.length).toBeGreaterThan(0);
      for (const { groups } of matrix.cells) {
        for (const { verdict, services, witness } of groups) {
          const question = parseQuestion(network, { from: '*', to: '*' });
          const targets = { inside: [witness.target], outside: [witness.target] };
          const { parts } = findPath(network, { ...question, senders: [witness.sender], targets });
          expect(parts.filter((part) => part.verdict === verdict).map((part) => part.services)).toEqual([services]);
        }
      }
    },
  );

  it('tells of a cell what any of its pairs has, and of how many', () => {
    const { network, matrix } = matrixOf('subnet', 'i-app2', 'i-db');
    const [cell] = matrix.cells;
    const part = cell?.parts.find(({ verdict }) => verdict === 'reachable');
    const { parts } = findPath(network, parseQuestion(network, { from: 'i-app2', to: 'i-db' }));
    const services = parts.find(({ verdict }) => verdict === 'reachable')?.services ?? 0;
    const text = (set: number) => formatServices(network.admissions.services, set);
    expect([cell?.pairs, part?.pairs, text(part?.services ?? 0)]).toEqual([1, 1, text(services)]);
  });

  it('counts no pair of one host', () => {
    const [from, to] = ['i-app,i-db', 'i-app,i-db'];
    const { network, matrix } = matrixOf('vpc', from, to);
    const { senders, targets } = parseQuestion(network, { from, to });
    const asked = senders.flatMap(({ family, host }) =>
      targets.inside.filter((target) => target.family === family && target.host !== host),
    );
    expect(matrix.cells.reduce((sum, { pairs }) => sum + pairs, 0)).toBe(asked.length);
    for (const cell of matrix.cells) for (const part of cell.parts) expect(part.pairs).toBeLessThanOrEqual(cell.pairs);
  });

  it('an interface is in the segment of each of its groups', () => {
    const network = networkOf(edit(base(), 'eni-db', { Groups: [{ GroupId: 'sg-db' }, { GroupId: 'sg-app' }] }));
    const { cells } = findMatrix(network, parseQuestion(network, { from: 'i-app2', to: 'i-db' }), 'security-group');
    expect(new Set(cells.map(({ to }) => to))).toEqual(new Set(['sg-app', 'sg-db']));
  });

  it('is made by nothing else', () => {
    for (const by of ['colour', 'tag:', 'tag:nmae'])
      expect(() => matrixOf(by)).toThrow(expect.objectContaining({ code: 'BAD_SELECTOR' }));
  });
});
