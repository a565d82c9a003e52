import { compile, linksInUse, type Network } from '@hopwise/core';
import { expect, test } from 'vitest';
import { hopwise } from '../command-line.ts';
import { documentsOf, loadScenario, scenarioNames, snapshotOfCase } from '../scenarios/load-scenario.ts';

/** One in four; with HOPWISE_RUNS above 1, all. */
const STEP = Number(process.env.HOPWISE_RUNS ?? 1) > 1 ? 1 : 4;
const cases = scenarioNames().flatMap((name, i) => (i % STEP === 0 ? loadScenario(name).cases.slice(0, 1) : []));

test('a map finds in bulk every link of a route that some destination takes', () => {
  let found = 0;
  for (const one of cases) {
    const network = compile(snapshotOfCase(one), one.assume);
    const { graph } = network.topology;
    const needing = new Set(graph.mapEdges((_, { id, needs }) => (needs === 'route' ? id : -1)));
    const ofRoutes = (links: ReadonlySet<number>) => [...links].filter((link) => needing.has(link)).sort();
    const taken = ofRoutes(linksTaken(network));
    expect(ofRoutes(linksInUse(network)), one.title).toEqual(taken);
    found += taken.length;
  }
  expect(found).toBeGreaterThan(100);
});

/** By asking for every destination by itself, as routers do. */
function linksTaken(network: Network): ReadonlySet<number> {
  const { graph } = network.topology;
  const waiting = graph.filterNodes((node) => graph.someOutEdge(node, (_, { needs }) => needs === 'route'));
  const found = new Set<number>();
  const take = (tree: ReturnType<Network['router']['route']>): void => {
    if ('pick' in tree) for (const one of tree.of) take(one);
    else for (const link of tree.branch.links) found.add(link);
  };
  for (const at of waiting) {
    for (const family of [4, 6] as const)
      for (let to = 0; to < network.labels[family].size; to++) take(network.router.route({ at, family }, to));
  }
  return found;
}

test('every scenario can be drawn, and every kind in it is declared', { timeout: 120_000 }, async () => {
  for (const one of cases) {
    const stdin = JSON.stringify(Object.assign({}, ...documentsOf(one).map(({ value }) => value)));
    const words = ['map', '--level', 'resource', '--format', 'json', '--quiet', '--input', '-'];
    const { stdout, stderr, exit } = await hopwise(words, { stdin });
    expect([exit, stderr], one.title).toEqual([0, '']);
    const { nodes } = JSON.parse(stdout) as {
      nodes: readonly {
        readonly key: string;
        readonly attributes: { readonly kind: string; readonly title: string };
      }[];
    };
    expect(nodes.length).toBeGreaterThan(0);
    for (const { key, attributes } of nodes)
      if (attributes.title === 'not modelled') expect([key, attributes.kind]).toEqual([key, 'notModelled']);
  }
});
