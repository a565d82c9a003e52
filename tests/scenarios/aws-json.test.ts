import type { PathComponent } from '@aws-sdk/client-ec2';
import { compile, explain, findPath, parseQuestion, type QuestionText } from '@hopwise/core';
import { networkInsightsAnalyses } from 'hopwise';
import { expect, test } from 'vitest';
import { loadScenario, type ScenarioCase, scenarioNames, snapshotOfCase } from './load-scenario.ts';

const cases = scenarioNames()
  .map(loadScenario)
  .flatMap((scenario) => scenario.cases)
  .filter(({ ask }) => ask.mirror === undefined);

function analysed(one: ScenarioCase) {
  const network = compile(snapshotOfCase(one), one.assume);
  const text = one.ask as unknown as QuestionText;
  const answer = findPath(network, parseQuestion(network, text));
  const explanation = explain(network, answer);
  const [analysis = {}] =
    networkInsightsAnalyses(network, { text, answer, explanation, unmet: [] }).NetworkInsightsAnalyses ?? [];
  return { answer, analysis };
}

/** Laws of AWS's form, on every network that scenarios know. */
test.each(cases.map((one) => [one.title, one] as const))('%s', (_, one) => {
  const { answer, analysis } = analysed(one);
  const { NetworkPathFound, Explanations = [], ForwardPathComponents = [], ReturnPathComponents = [] } = analysis;
  expect(NetworkPathFound).toBe(answer.verdict === 'reachable');
  // What is no path says why; a path has nothing to explain.
  expect(Explanations.length > 0).toBe(!NetworkPathFound);
  for (const { ExplanationCode } of Explanations) expect(ExplanationCode).toMatch(/^[A-Z0-9_]+$/);
  for (const way of [ForwardPathComponents, ReturnPathComponents]) {
    expect(way.map(({ SequenceNumber }) => SequenceNumber)).toEqual(way.map((_one, i) => i + 1));
    for (const component of way) lawful(component, NetworkPathFound === true);
  }
  expect(JSON.stringify(analysis)).not.toMatch(/null|undefined|NaN/);
});

function lawful(component: PathComponent, isFound: boolean): void {
  const { Component, AclRule, SecurityGroupRule, RouteTableRoute, Explanations } = component;
  expect(Component?.Id).toMatch(/./);
  if (isFound) expect(Explanations).toEqual([]);
  if (AclRule) expect(AclRule).toMatchObject({ RuleNumber: expect.any(Number), Protocol: expect.any(String) });
  if (AclRule && isFound) expect(AclRule.RuleAction).toBe('allow');
  if (SecurityGroupRule) {
    const { Cidr, SecurityGroupId, PrefixListId } = SecurityGroupRule;
    expect([Cidr, SecurityGroupId, PrefixListId].filter(Boolean)).toHaveLength(1);
  }
  if (RouteTableRoute) expect(RouteTableRoute.DestinationCidr ?? RouteTableRoute.DestinationPrefixListId).toMatch(/./);
}

test('what other ways cross is a hint', () => {
  const one = loadScenario('125-tgw-dx-over-vpn').cases[0] as ScenarioCase;
  const snapshot = snapshotOfCase(one);
  const to = (id: string) => ({ transitGatewayAttachmentId: id, resourceId: undefined, resourceType: undefined });
  const listed = snapshot.records.transitGatewayRoutes.map((table) => ({
    ...table,
    routes: [
      {
        destinationCidrBlock: '192.168.0.0/16',
        prefixListId: undefined,
        transitGatewayAttachments: [to('tgw-attach-dx'), to('tgw-attach-vpn')],
        type: 'static',
        state: 'active',
      },
      ...table.routes,
    ],
  }));
  const network = compile({ ...snapshot, records: { ...snapshot.records, transitGatewayRoutes: listed } }, one.assume);
  const text = { ...(one.ask as unknown as QuestionText), oneWay: true };
  const answer = findPath(network, parseQuestion(network, text));
  const asked = { text, answer, explanation: explain(network, answer), unmet: [] };
  const [analysis] = networkInsightsAnalyses(network, asked).NetworkInsightsAnalyses ?? [];
  const crossed = analysis?.ForwardPathComponents?.flatMap(({ Component }) => Component?.Id ?? []) ?? [];
  const [hint, ...others] = analysis?.AlternatePathHints ?? [];
  expect(others).toEqual([]);
  expect(['tgw-attach-dx', 'tgw-attach-vpn']).toContain(hint?.ComponentId);
  expect(crossed).not.toContain(hint?.ComponentId);
});
