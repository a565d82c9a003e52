import { compile, type Snapshot } from '@hopwise/core';
import { anonymizer, writeSnapshot } from '@hopwise/importers';
import { expect, test } from 'vitest';
import type { Packet } from '../oracle/oracle.ts';
import { ask, check, verdictOf } from './asking.ts';
import { breaks } from './law-tools.ts';
import { askedNetworks, snapshotOfNetwork } from './networks.ts';

const networks = askedNetworks({ min: 4, max: 4 });

test('an anonymized network answers every question as the network itself', () => {
  check(networks, 40, (network) => {
    const snapshot = snapshotOfNetwork(network);
    const other = anonymizer(snapshot, 'a key');
    const [before, after] = [compile(snapshot), compile(other.snapshot(snapshot))];
    for (const packet of network.packets) {
      const [own, masked] = [ask(before, packet), ask(after, maskedPacket(packet, other))];
      const [one, same] = [own, masked].map((answer) =>
        JSON.stringify('verdict' in answer ? [answer.verdict, answer.codes] : [answer.error.code]),
      );
      if (one !== same) throw breaks(`${verdictOf(own)} became ${verdictOf(masked)}: ${one} ${same}`, network, packet);
    }
  });
});

test('nothing of what was replaced is left', () => {
  check(networks, 30, (network) => {
    const snapshot = snapshotOfNetwork(network);
    const text = writeSnapshot(anonymizer(snapshot, 'a key').snapshot(snapshot));
    for (const secret of secretsOf(snapshot)) expect(text.includes(`"${secret}"`), secret).toBe(false);
  });
});

function maskedPacket(packet: Packet, { address, name }: ReturnType<typeof anonymizer>): Packet {
  const { from, to } = packet;
  const sender =
    'internet' in from
      ? { internet: address(from.internet) }
      : 'site' in from
        ? { ...from, site: name(from.site), address: address(from.address) }
        : 'address' in from && from.address !== undefined
          ? { ...from, address: address(from.address) }
          : from;
  return { ...packet, from: sender as Packet['from'], to: address(to) };
}

/** Accounts, values of tags, names of groups. */
function secretsOf({ records }: Snapshot): readonly string[] {
  const owned = Object.values(records).flatMap((list) => list.flatMap(({ account }) => account ?? []));
  const named = records.securityGroup.flatMap(({ groupName }) => groupName ?? []);
  const tagged = [...records.vpc, ...records.instance].flatMap(({ tags }) => Object.values(tags));
  return [...new Set([...owned, ...named, ...tagged])].filter((text) => text !== 'default' && text.length > 3);
}
