import { describe, expect, it } from 'vitest';
import { balanced, GROUP } from '../explain/balancer.fixture.ts';
import { mended } from '../explain/mend.fixture.ts';

const to = '10.0.0.20';

describe('a target group', () => {
  it('is given a target, where it has none in a zone of the balancer', () => {
    expect(mended(balanced({ targets: [] }), 'i-web', to)[1]).toMatch(`${GROUP}: register i-`);
  });
  it('is given back the target that drains', () => {
    const draining = balanced().map((one) =>
      one.kind === 'targetHealth'
        ? {
            ...one,
            fields: {
              ...one.fields,
              TargetHealthDescriptions: [{ Target: { Id: 'i-app', Port: 8443 }, TargetHealth: { State: 'draining' } }],
            },
          }
        : one,
    );
    expect(mended(draining, 'i-web', to)).toEqual(['found reachable', `${GROUP}: register i-app with it`]);
  });
  it('is used across zones', () => {
    expect(mended(balanced({ targets: [{ Id: 'i-db', Port: 8443 }] }), 'i-web', to)).toEqual([
      'found reachable',
      `${GROUP}: let it be used across zones`,
    ]);
  });
  it('hides clients from a target that would call itself', () => {
    const own = balanced({ targets: [{ Id: 'i-web', Port: 8443 }] });
    expect(mended(own, 'i-web', to)).toEqual([
      'found reachable',
      `${GROUP}: turn its preservation of client addresses off`,
    ]);
  });
});
