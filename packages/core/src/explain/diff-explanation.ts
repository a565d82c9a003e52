import type { Difference } from '../aws/differences.ts';
import { formatServices } from '../aws/format-services.ts';
import type { Network } from '../engine/network.ts';
import type { Verdict } from '../engine/partition.ts';
import { groupBy } from '../model/group-by.ts';
import { type AskedAs, askedAs } from '../queries/asked-as.ts';
import type { ChangeKind } from '../queries/behaviour.ts';
import type { Block } from '../queries/blamed-pieces.ts';
import type { Diff, DiffGroup } from '../queries/diff.ts';
import type { MovedPair } from '../queries/moved-pairs.ts';
import { isOutsider, type Sender, saidHost, type Target } from '../queries/positions.ts';
import { shownSenders, shownTargets } from '../queries/shown-ends.ts';

/** A diff in words. */
export interface DiffExplanation {
  readonly groups: readonly ExplainedGroup[];
  readonly unmapped: readonly Difference[];
  readonly notCompared: number;
}

export interface ExplainedGroup {
  readonly kind: ChangeKind;
  readonly changes: readonly { readonly before: Verdict; readonly after: Verdict; readonly services: string }[];
  /** It rests on unknowns alone if not. */
  readonly isSure: boolean;
  readonly pairs: number;
  /** Exactly those pairs: each sender of a block with each target of it. */
  readonly blocks: readonly ExplainedBlock[];
  /** FROM and TO of `hopwise path`, of one of the pairs. */
  readonly witness: AskedAs;
  /** With these it comes about, and without any one of them it does not; absent where that was not found out. */
  readonly blame?: readonly Difference[];
  /** Whether ends of pairs without blame are in the later network alone, or in the earlier one alone. */
  readonly ends?: MovedPair;
  /** How many of the pairs were asked that. */
  readonly asked: number;
}

export interface ExplainedBlock {
  readonly from: GroupEnds;
  readonly to: GroupEnds;
  readonly pairs: number;
}

export interface GroupEnds {
  /** Interfaces with their addresses, and CIDRs. */
  readonly exact: readonly string[];
  /** The hosts, and places outside, as people say them. */
  readonly hosts: readonly string[];
}

/** `network`: either of the two, which have their labels in common. */
export function explainDiff(network: Network, { groups, unmapped, notCompared }: Diff): DiffExplanation {
  return { groups: groups.map((group) => explainGroup(network, group)), unmapped, notCompared };
}

function explainGroup(network: Network, group: DiffGroup): ExplainedGroup {
  const { kind, transitions, isSure, pairs, asked, blocks, witness, blame, moved } = group;
  const text = (services: number) => formatServices(network.admissions.services, services);
  return {
    kind,
    changes: transitions.map(({ services, ...verdicts }) => ({ ...verdicts, services: text(services) })),
    isSure,
    pairs,
    blocks: joinBlocks(blocks).map((block) => explainBlock(network, block)),
    witness: askedAs(network, witness.sender, witness.target),
    ...(blame ? { blame: blame.differences } : {}),
    ...(moved ? { ends: moved } : {}),
    asked,
  };
}

function explainBlock(network: Network, { senders, targets }: Block): ExplainedBlock {
  const [sending, dialled] = [senders.filter((one) => !isOutsider(one)), targets.filter((one) => one.at !== undefined)];
  const outside = [
    shownSenders(network, senders.filter(isOutsider)),
    shownTargets(
      network,
      targets.filter((one) => one.at === undefined),
    ),
  ] as const;
  return {
    from: { exact: shownSenders(network, senders).exact, hosts: hostsOf(sending, outside[0].said) },
    to: { exact: shownTargets(network, targets).exact, hosts: hostsOf(dialled, outside[1].said) },
    pairs: senders.length * targets.length,
  };
}

/** Fewer blocks of the same pairs: those of the same targets, and then those of the same senders, are one. */
function joinBlocks(blocks: readonly Block[]): readonly Block[] {
  const ids = new Map<object, number>();
  const keyOf = (ends: readonly object[]) =>
    ends
      .map((end) => {
        const id = ids.get(end) ?? ids.size;
        ids.set(end, id);
        return id;
      })
      .sort((a, b) => a - b)
      .join();
  const rows = [...groupBy(blocks, ({ targets }) => keyOf(targets)).values()].map((all): Block => {
    const [{ targets }] = all as [Block];
    return { senders: [...new Set(all.flatMap(({ senders }) => senders))], targets };
  });
  return [...groupBy(rows, ({ senders }) => keyOf(senders)).values()].map((all): Block => {
    const [{ senders }] = all as [Block];
    return { senders, targets: [...new Set(all.flatMap(({ targets }) => targets))] };
  });
}

function hostsOf(ends: readonly (Sender | Target)[], outside: readonly string[]): readonly string[] {
  return [...new Set([...ends.map(saidHost), ...outside])];
}
