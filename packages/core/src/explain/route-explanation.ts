import { resourceBehind } from '../aws/transit-gateway-attachments.ts';
import type { TransitEnd } from '../aws/transit-gateway-lookup.ts';
import type { Network } from '../engine/network.ts';
import type { Verdict } from '../engine/partition.ts';
import type { Code } from '../model/codes.ts';
import type { Evidence, Missing } from '../model/evidence.ts';
import type { ComponentId } from '../model/route.ts';
import { formatPrefix } from '../net/address.ts';
import type { RouteAnalysis, RouteHop, RoutePath, RouteWay } from '../queries/route-analysis.ts';
import type { RouteEnd } from '../queries/route-question.ts';
import { answerFlow, type FlowAnswer } from './flow-answer.ts';

export interface ExplainedRouteEnd {
  readonly text: string;
  readonly attachment?: ComponentId;
  readonly transitGateway?: ComponentId;
  /** What is attached. */
  readonly resource?: ComponentId;
  readonly address?: string;
}

/** Why a way does not lead where it should, or why that is not known. */
export interface RouteReason {
  readonly code: Code;
  readonly at: ComponentId;
  readonly evidence: readonly Evidence[];
  readonly missing?: Missing;
}

export interface ExplainedRouteWay {
  readonly hops: readonly RouteHop[];
  readonly reason?: RouteReason;
}

export interface ExplainedRoutePath extends ExplainedRouteWay {
  readonly result: RoutePath['result'];
  /** Ways beside the one that is shown, of which AWS picks one, or which the input leaves open. */
  readonly others: readonly ExplainedRouteWay[];
}

export interface RouteExplanation {
  readonly verdict: Verdict;
  readonly from: ExplainedRouteEnd;
  readonly to: ExplainedRouteEnd;
  readonly includeReturnPath: boolean;
  readonly useMiddleboxes: boolean;
  readonly forward: ExplainedRoutePath;
  readonly return?: ExplainedRoutePath;
  /** What becomes of the same packet where everything counts, not transit gateway tables alone. */
  readonly whole?: WholePath;
}

export interface WholePath {
  readonly from: string;
  readonly to: string;
  readonly answer: FlowAnswer;
  /** Whether its request runs through every attachment of the way that is shown. */
  readonly takesSameWay: boolean;
}

export function explainRoutes(network: Network, analysis: RouteAnalysis): RouteExplanation {
  const { question, verdict, forward, back } = analysis;
  const whole = wholePath(network, analysis);
  return {
    verdict,
    from: explainEnd(question.from),
    to: explainEnd(question.to),
    includeReturnPath: question.includeReturnPath,
    useMiddleboxes: question.useMiddleboxes,
    forward: explainPath(forward),
    ...(back ? { return: explainPath(back) } : {}),
    ...(whole ? { whole } : {}),
  };
}

function explainEnd({ text, id, attachment, address }: RouteEnd): ExplainedRouteEnd {
  return {
    text,
    ...(id ? { attachment: id } : {}),
    ...(attachment ? { transitGateway: attachment.transitGatewayId } : {}),
    ...(attachment?.resourceId ? { resource: attachment.resourceId } : {}),
    ...(address ? { address: formatPrefix(address) } : {}),
  };
}

function explainPath({ result, ways, reason }: RoutePath): ExplainedRoutePath {
  const [first, ...others] = ways;
  return {
    result,
    hops: first?.hops ?? [],
    ...(reason ? { reason: explainReason(reason) } : {}),
    others: others.map(({ hops, end }: RouteWay) => ({ hops, ...(end ? { reason: explainReason(end) } : {}) })),
  };
}

function explainReason({ code, at, evidence, missing }: TransitEnd): RouteReason {
  return { code, at, evidence: [evidence], ...(missing ? { missing } : {}) };
}

/** Asked where both addresses are known, as `hopwise path` is. */
function wholePath(network: Network, { question, forward }: RouteAnalysis): WholePath | undefined {
  const { attachment, address } = question.from;
  if (!attachment || !address) return undefined;
  const [from, to] = [`${resourceBehind(attachment)}/${formatPrefix(address)}`, formatPrefix(question.to.address)];
  const answer = answerFlow(network, { from, to });
  const met = new Set('forward' in answer ? answer.forward : []);
  const attachments = (forward.ways[0]?.hops ?? []).filter((hop) => hop.is === 'attachment');
  return {
    from,
    to,
    answer,
    takesSameWay: attachments.length > 0 && attachments.every((hop) => met.has(hop.component)),
  };
}
