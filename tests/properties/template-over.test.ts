import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerFlow, compile, type Network, type QuestionText, type Settings } from '@hopwise/core';
import { importSnapshot, writeSnapshot } from '@hopwise/importers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { snapshotOf } from '../oracle/build.ts';
import { CounterExample, runsOf, verdictOf } from './asking.ts';
import type { NetworkPlan } from './plan.ts';
import { type ChangingPlan, changesAmong, rawsOf } from './written-changes.ts';
import { endsOf } from './written-ends.ts';
import { templateOf } from './written-forms.ts';
import { logicalId } from './written-piece.ts';
import { piecesOf } from './written-pieces.ts';
import { isOfTemplates, laidOverPlans, settingsOf } from './written-plan.ts';
import { deployedOf, inStack } from './written-stack.ts';

async function laidOver(before: ChangingPlan, after: ChangingPlan): Promise<Network> {
  const [live, later] = [inStack(rawsOf(before)), inStack(rawsOf(after))];
  const folder = mkdtempSync(join(tmpdir(), 'hopwise-'));
  writeFileSync(join(folder, 'live.json'), writeSnapshot(snapshotOf(live)));
  writeFileSync(join(folder, 'net.json'), JSON.stringify(templateOf(piecesOf(later))));
  writeFileSync(join(folder, 'deployed.json'), JSON.stringify({ StackResources: deployedOf(live) }));
  const { snapshot } = await importSnapshot([folder], { parameters: new Map([['AWS::Region', 'eu-west-1']]) });
  rmSync(folder, { recursive: true });
  return compile(snapshot);
}

const SERVICES: readonly Partial<QuestionText>[] = [
  { protocol: 'tcp', port: 443 },
  { protocol: 'udp', port: 53 },
];

/** Packets are to have gone through each. */
const MET = [
  ...[/^vpce-[1-3]fw/, /^tgw-rtb-/, /^pcx-/, /^nat-/, /^vpn-/, /^vgw-/],
  // Nodes of balancers that are there and that come, and interfaces of endpoints.
  ...[/^eni-lb/, /#node\d$/, /^eni-\dpl/, /#eni\d$/],
];

/** Changes of each kind at most: all of that comes up in fewer. */
const LAST = Math.max(24, runsOf(6));

test('a template over answers gives what AWS answers after the update of its stack', { timeout: 240_000 }, async () => {
  const seed = Number(process.env.HOPWISE_SEED ?? 20_260_101);
  const through = new Set<string>();
  const missing = () => MET.filter((one) => ![...through].some((id) => one.test(id))).map(String);
  const drawn = laidOverPlans.map((plans) =>
    fc.sample(
      changesAmong(plans)
        .map(
          ([before, after]) => [linkedAlike(unlisted(before), before), linkedAlike(unlisted(after), before)] as const,
        )
        .filter((both) => both.every(isOfTemplates)),
      { numRuns: LAST, seed },
    ),
  );
  const inTurn = Array.from({ length: LAST }, (_, i) => drawn.flatMap((all) => [all[i]]));
  for (const [i, [before, after] = []] of inTurn.flat().entries()) {
    if (!before || !after || (i >= runsOf(8) && missing().length === 0)) break;
    const later = inStack(rawsOf(after));
    const known = new Set(inStack(rawsOf(before)).flatMap(({ fields }) => Object.values(fields).map(String)));
    const settings: Partial<Settings> = settingsOf(after, (id) => id);
    const expected = compile(snapshotOf(later, { settings }));
    const laid = await laidOver(before, after);
    // What comes, also in the place of what cannot become what it says, is called as in the template.
    const kept = idsIn(laid);
    const named = (id: string) => (known.has(id) && kept.has(id) ? id : `net.${logicalId(id)}`);
    const found = compile({ ...laid.snapshot, settings: { ...laid.snapshot.settings, ...settingsOf(after, named) } });
    for (const [position, [from, to]] of endsOf(later, settings).entries()) {
      const service = SERVICES[position % SERVICES.length];
      const ask = (network: Network, name: (id: string) => string) => {
        const ends = from
          ? { from: sent(from, name) }
          : { from: 'internet/203.0.113.250', addresses: 'public' as const };
        return answerFlow(network, { ...ends, to: /^\d/.test(to) ? to : name(to), ...service } as QuestionText);
      };
      const answer = ask(found, named);
      // Messages name what is not there yet by what the template calls it.
      const [is, meant] = [answer, ask(expected, (id) => id)].map((one) =>
        verdictOf(one).replace(/^(error \w+).*$/, '$1'),
      );
      if ('forward' in answer && is === 'reachable') for (const id of answer.forward) through.add(id);
      if (is !== meant) {
        const what = `${before.transit.shape} → ${after.transit.shape}: ${is}, and ${meant} after it`;
        throw new CounterExample(what, found.snapshot, { from, to, ...service } as QuestionText);
      }
    }
  }
  expect(missing()).toEqual([]);
});

function idsIn({ snapshot }: Network): ReadonlySet<string> {
  const all = Object.values(snapshot.records).flat();
  return new Set(all.flatMap((one) => Object.values(one).filter((value) => typeof value === 'string')));
}

/** No template refers to prefix lists in tables of transit gateways. */
function unlisted(plan: ChangingPlan): ChangingPlan {
  return { ...plan, transiting: { ...plan.transiting, listed: undefined } };
}

/** A connection of another kind is another connection; Direct Connect is seldom in a template. */
function linkedAlike(plan: ChangingPlan, { hybrid: { sites } }: NetworkPlan): ChangingPlan {
  const linked = plan.hybrid.sites.map((site, i) => ({
    ...site,
    links: site.links.map((link, j) => {
      const { how } = sites[i]?.links[j] ?? link;
      return { ...link, how: /^(?:static|private)/.test(how) ? ('staticToVpc' as const) : ('vpnToVpc' as const) };
    }),
  }));
  return { ...plan, hybrid: { ...plan.hybrid, sites: linked } };
}

function sent(from: string, name: (id: string) => string): string {
  const [id = '', ...more] = from.split('/');
  return id.startsWith('onprem:') ? from : [name(id), ...more].join('/');
}
