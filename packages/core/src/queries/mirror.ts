import { interfaceIndex } from '../aws/interface-index.ts';
import { type MirrorFlow, mirrorBehaviour, mirrorFlows, VXLAN_PORT } from '../aws/traffic-mirroring.ts';
import type { Network } from '../engine/network.ts';
import type { Verdict } from '../engine/partition.ts';
import type { Code } from '../model/codes.ts';
import { nothingSelected } from '../model/question-error.ts';
import { type Family, formatPrefix } from '../net/address.ts';
import { type Answer, findPath } from './path.ts';
import { parseQuestion } from './question.ts';

/** Whether what a session mirrors gets to its target. */
export interface MirrorAnswer {
  readonly flow: MirrorFlow;
  readonly verdict: Verdict;
  /** What its filter leaves out (TM-01). */
  readonly notes: readonly Code[];
  /** Absent where there is nothing to follow: `flow.stop` says why. */
  readonly asked: { readonly network: Network; readonly answer: Answer } | undefined;
}

/** One answer for each traffic mirror session: does its VXLAN arrive? Nobody answers it (TM-02). */
export function findMirrors(network: Network): readonly MirrorAnswer[] {
  const flows = mirrorFlows(network);
  if (flows.length === 0) throw nothingSelected('--mirror', 'The input has no traffic mirror session.');
  return flows.map((flow): MirrorAnswer => {
    const { stop, mirrors } = flow;
    const notes: readonly Code[] = [
      ...(mirrors.ingress === 'nothing' ? (['INGRESS_NOT_MIRRORED'] as const) : []),
      ...(mirrors.egress === 'nothing' ? (['EGRESS_NOT_MIRRORED'] as const) : []),
    ];
    const text = stop ? undefined : endsOf(network, flow);
    if (!text) return { flow, verdict: stop?.kind === 'unknown' ? 'unknown' : 'blocked', notes, asked: undefined };
    const mirroring: Network = { ...network, behaviour: (id) => mirrorBehaviour(network, flow, id) };
    const question = parseQuestion(mirroring, { ...text, protocol: 'udp', port: VXLAN_PORT, oneWay: true });
    const answer = findPath(mirroring, question);
    return { flow, verdict: answer.verdict, notes, asked: { network: mirroring, answer } };
  });
}

/** Both ends by interface and main address, of a family that they have in common. */
function endsOf(
  network: Network,
  { source, receivers }: MirrorFlow,
): { readonly from: string; readonly to: string } | undefined {
  for (const family of [4, 6] as const) {
    const from = addressed(network, source, family);
    const to = receivers.flatMap((one) => addressed(network, one, family) ?? []);
    if (from && to.length > 0) return { from, to: to.join() };
  }
  return undefined;
}

function addressed(network: Network, id: string, family: Family): string | undefined {
  const main = interfaceIndex(network)
    .holderOf(id)
    ?.prefixes.find((prefix) => prefix.family === family);
  return main && `${id}/${formatPrefix(main)}`;
}
