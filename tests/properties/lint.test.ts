import { applyChanges, type Change, compile, type Finding, lint, lintChecks, type Snapshot } from '@hopwise/core';
import { expect, test } from 'vitest';
import { judge } from '../oracle/oracle.ts';
import { CounterExample, check, questionOf } from './asking.ts';
import { editAll } from './law-tools.ts';
import { listOf } from './mutations.ts';
import { type AskedNetwork, askedNetworks, type GeneratedNetwork, snapshotOfNetwork } from './networks.ts';

const networks = askedNetworks({ min: 8, max: 8 });

/** What a check calls superfluous can go: in the eyes of the oracle nothing changes for any packet. */
function superfluous(
  checkId: string,
  isSame: (before: string, after: string) => boolean,
  change: (network: AskedNetwork) => GeneratedNetwork = (network) => network,
): number {
  const checks = lintChecks.filter(({ id }) => id === checkId);
  let found = 0;
  check(networks, 150, (network) => {
    const snapshot = snapshotOfNetwork(change(network));
    const changes = lint(compile(snapshot), checks).findings.flatMap((one) => removalOf(snapshot, one) ?? []);
    if (changes.length === 0) return;
    found += changes.length;
    const without = applyChanges(snapshot, changes);
    for (const packet of network.packets) {
      const [before, after] = [judge(snapshot, packet).verdict, judge(without, packet).verdict];
      if (isSame(before, after)) continue;
      throw new CounterExample(
        `${before} became ${after} without ${JSON.stringify(changes)}`,
        snapshot,
        questionOf(packet),
      );
    }
  });
  if (process.env.HOPWISE_STATISTICS) console.log(`${checkId}: ${found}`);
  return found;
}

test('a shadowed rule of an ACL can go', { timeout: 300_000 }, () => {
  expect(superfluous('shadowed-acl-rule', (before, after) => before === after, withContraries)).toBeGreaterThan(0);
});

test('an implied rule of a security group can go', { timeout: 300_000 }, () => {
  expect(superfluous('implied-security-group-rule', (before, after) => before === after, withBroader)).toBeGreaterThan(
    0,
  );
});

test('a rule that admits no conversation can go: what is reachable stays so', { timeout: 300_000 }, () => {
  const isSame = (before: string, after: string) => (before === 'reachable') === (after === 'reachable');
  expect(superfluous('unmatchable-security-group-rule', isSame)).toBeGreaterThan(0);
});

/** Each ACL with its rules once more, behind all of them, saying the opposite. */
function withContraries(network: AskedNetwork): GeneratedNetwork {
  return editAll(network, 'networkAcl', (one) => {
    const entries = listOf(one, 'Entries') as readonly { RuleNumber: number; RuleAction: string }[];
    const contrary = entries
      .filter(({ RuleNumber }) => RuleNumber < 10_000)
      .map((entry) => ({
        ...entry,
        RuleNumber: entry.RuleNumber + 10_000,
        RuleAction: entry.RuleAction === 'allow' ? 'deny' : 'allow',
      }));
    return { Entries: [...entries, ...contrary] };
  });
}

/** Each group with one more rule in each direction, which implies many of its others. */
function withBroader(network: AskedNetwork): GeneratedNetwork {
  const broad = { IpProtocol: 'tcp', FromPort: 0, ToPort: 65_535, IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
  return editAll(network, 'securityGroup', (one) => ({
    IpPermissions: [...listOf(one, 'IpPermissions'), broad],
    IpPermissionsEgress: [...listOf(one, 'IpPermissionsEgress'), broad],
  }));
}

/** Takes away the rule that the first evidence of a finding points at. */
function removalOf({ records }: Snapshot, { component, id, evidence }: Finding): Change | undefined {
  const pointer = evidence[0]?.source?.pointer ?? '';
  const entry = /\/Entries\/\d+$/.exec(pointer)?.[0];
  if (entry) return { op: 'remove', component, at: entry };
  const [, list = '', position = ''] = /\/(IpPermissions(?:Egress)?)\/(\d+)$/.exec(pointer) ?? [];
  const group = records.securityGroup.find(({ groupId }) => groupId === component);
  const permission = group?.[list === 'IpPermissions' ? 'ipPermissions' : 'ipPermissionsEgress'][Number(position)];
  const peer = id.split(' ').at(-1) ?? '';
  const isIt = (text: string | undefined) => text === peer || text === `${peer}/32` || text === `${peer}/128`;
  const at = (key: string, index: number | undefined): Change | undefined =>
    index === undefined || index < 0
      ? undefined
      : { op: 'remove', component, at: `/${list}/${position}/${key}/${index}` };
  return (
    at(
      'IpRanges',
      permission?.ipRanges.findIndex((one) => isIt(one?.cidrIp)),
    ) ??
    at(
      'Ipv6Ranges',
      permission?.ipv6Ranges.findIndex((one) => isIt(one?.cidrIpv6)),
    ) ??
    at(
      'UserIdGroupPairs',
      permission?.userIdGroupPairs.findIndex((one) => isIt(one?.groupId)),
    ) ??
    at(
      'PrefixListIds',
      permission?.prefixListIds.findIndex((one) => isIt(one?.prefixListId)),
    )
  );
}
