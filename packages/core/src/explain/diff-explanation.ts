import type { Difference } from '../aws/differences.ts';
import { formatServices } from '../aws/format-services.ts';
import type { Network } from '../engine/network.ts';
import type { Verdict } from '../engine/partition.ts';
import type { ChangeKind } from '../queries/behaviour.ts';
import type { Diff, DiffGroup } from '../queries/diff.ts';
import type { Pair } from '../queries/judge.ts';
import { isOutsider } from '../queries/positions.ts';
import { shownSenders, shownTargets } from './shown-ends.ts';

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
  readonly from: GroupEnds;
  readonly to: GroupEnds;
  /** FROM and TO of `hopwise path`, of one of the pairs. */
  readonly witness: { readonly from: string; readonly to: string };
  /** With these it comes about, and without any one of them it does not; absent where that was not found out. */
  readonly blame?: readonly Difference[];
  /** How many of the pairs were asked that. */
  readonly asked: number;
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
  const { kind, transitions, isSure, pairs, asked, blocks, witness, blame } = group;
  const text = (services: number) => formatServices(network.admissions.services, services);
  const { sender, target } = witness;
  const senders = [...new Set(blocks.flatMap((block) => block.senders))].map((one): Pair => ({ sender: one, target }));
  const targets = [...new Set(blocks.flatMap((block) => block.targets))].map((one): Pair => ({ sender, target: one }));
  const [from, to] = [shownSenders(network, senders), shownTargets(network, targets)];
  const inside = targets.filter((pair) => pair.target.at !== undefined);
  const sending = senders.filter((pair) => !isOutsider(pair.sender));
  return {
    kind,
    changes: transitions.map(({ services, ...verdicts }) => ({ ...verdicts, services: text(services) })),
    isSure,
    pairs,
    from: {
      exact: from.exact,
      hosts: hostsOf(
        sending.map((pair) => pair.sender),
        shownSenders(
          network,
          senders.filter((one) => !sending.includes(one)),
        ).said,
      ),
    },
    to: {
      exact: to.exact,
      hosts: hostsOf(
        inside.map((pair) => pair.target),
        shownTargets(
          network,
          targets.filter((one) => !inside.includes(one)),
        ).said,
      ),
    },
    witness: {
      from: `${sender.end}/${network.formatLabel(sender.family, sender.source)}`,
      to: network.formatLabel(target.family, target.to),
    },
    ...(blame ? { blame: blame.differences } : {}),
    asked,
  };
}

function hostsOf(ends: readonly { readonly host: string }[], outside: readonly string[]): readonly string[] {
  return [...new Set([...ends.map(({ host }) => host), ...outside])];
}
