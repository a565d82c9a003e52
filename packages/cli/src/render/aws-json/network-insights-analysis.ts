import type {
  Explanation as AwsExplanation,
  DescribeNetworkInsightsAnalysesResult,
  NetworkInsightsAnalysis,
  PathComponent,
} from '@aws-sdk/client-ec2';
import {
  type Answer,
  type Blocker,
  type Code,
  described,
  type ExplainedPart,
  type Explanation,
  type Hop,
  type Kind,
  type Network,
  otherWays,
  packetHeaders,
  partitionOf,
  type QuestionText,
  type Unknown,
  unjoinedVpcs,
} from '@hopwise/core';
import { analysisComponent } from './component.ts';
import { derivedId } from './derived-id.ts';
import { explanationOf } from './explanation.ts';
import { detailOf, forwardComponents, returnComponents } from './path-components.ts';

interface Asked {
  readonly text: QuestionText;
  readonly answer: Answer;
  readonly explanation: Explanation;
  readonly unmet: readonly { readonly code: Code }[];
}

/**
 * The answer as `describe-network-insights-analyses` gives it. It is of one protocol and one path: that of the part which
 * has the headline's verdict. Only `reachable` is a path found; for the others the explanations tell why.
 */
export function networkInsightsAnalyses(
  network: Network,
  { text, answer, explanation, unmet }: Asked,
): DescribeNetworkInsightsAnalysesResult {
  const part = explanation.parts[0];
  const { from, to, services } = explanation;
  const path = [from.understood, to.understood, services, text.sourcePort, text.addresses];
  const { region, account } = placeOf(network, part?.request ?? []);
  const id = derivedId('nia', ...path, text.ignore, text.oneWay);
  const arn =
    region && account ? `arn:${partitionOf(region)}:ec2:${region}:${account}:network-insights-analysis/${id}` : '';
  const analysis = {
    NetworkInsightsAnalysisId: id,
    ...(arn ? { NetworkInsightsAnalysisArn: arn } : {}),
    NetworkInsightsPathId: derivedId('nip', ...path),
    Status: 'succeeded',
    ...warning(explanation),
    NetworkPathFound: answer.verdict === 'reachable' && unmet.length === 0,
    ...(part ? found(network, answer, part) : {}),
    ...(unmet.length > 0 ? { Explanations: unmet.map(({ code }) => ({ ExplanationCode: code })) } : {}),
    Tags: [],
  } satisfies NetworkInsightsAnalysis;
  return { NetworkInsightsAnalyses: [analysis] } satisfies DescribeNetworkInsightsAnalysesResult;
}

function found(network: Network, answer: Answer, part: ExplainedPart): Partial<NetworkInsightsAnalysis> {
  const own = answer.parts[0];
  const headers = own ? packetHeaders(network, answer.question, own) : [];
  const request = candidateOf(part, 'request');
  const reply = candidateOf(part, 'reply');
  const forward = forwardComponents(network, request, headers);
  const back = returnComponents(network, reply, request, headers);
  const causes: readonly (Blocker | Unknown)[] =
    part.verdict === 'reachable' ? [] : [...part.blockers, ...part.unknowns];
  const apart = part.verdict === 'blocked' ? disconnected(network, answer) : [];
  const told = causes.map((cause) => explanationOf(network, cause, missedBy(network, cause, part)));
  const hints = own ? alternatives(network, answer, own, part) : [];
  const accounts = [...new Set(part.unknowns.flatMap(({ missing }) => missing?.account ?? []))].sort();
  return {
    ForwardPathComponents: part.notes.includes('ONE_WAY') ? oneWay(network, forward) : forward,
    ...(back.length > 0 ? { ReturnPathComponents: back } : {}),
    ...(causes.length > 0 ? { Explanations: [...apart, ...told] } : {}),
    ...(hints.length > 0 ? { AlternatePathHints: hints } : {}),
    ...(accounts.length > 0 && part.verdict === 'unknown' ? { SuggestedAccounts: accounts } : {}),
  };
}

/** Nothing joins the VPCs of the two ends: whatever else stops the packet matters only after that. */
function disconnected(network: Network, { question }: Answer): readonly AwsExplanation[] {
  const vpcs = unjoinedVpcs(network, question);
  if (!vpcs) return [];
  const [SourceVpc, DestinationVpc] = vpcs.map((id) => analysisComponent(network, id));
  return [{ ExplanationCode: 'DISCONNECTED_VPCS', SourceVpc, DestinationVpc }];
}

function oneWay(network: Network, components: PathComponent[]): PathComponent[] {
  const [first, ...rest] = components;
  if (!first) return [];
  const details = detailOf(network, first.Component?.Id ?? '', 'ONE_WAY');
  return [{ ...first, AdditionalDetails: [...(first.AdditionalDetails ?? []), ...details] }, ...rest];
}

/** Where routing gives up, the way that the fewest new routes would give, with what stops the packet where it does so. */
function candidateOf({ candidate, ...own }: ExplainedPart, way: 'request' | 'reply'): readonly Hop[] {
  if (!candidate) return own[way];
  const last = own[way].at(-1);
  const stops = (last?.checks ?? []).filter(({ effect }) => effect === 'blocks');
  const at = candidate[way].findIndex(({ component }) => component === last?.component);
  return candidate[way].map((hop, position) => {
    const more = stops.filter(
      (stop) => !hop.checks.some(({ effect, code }) => effect === 'blocks' && code === stop.code),
    );
    return position === at ? { ...hop, checks: [...hop.checks, ...more] } : hop;
  });
}

/** Where no route leads on: the component to which the candidate goes from there. */
function missedBy(network: Network, { code, way }: Blocker, { candidate, ...own }: ExplainedPart): string | undefined {
  if (code !== 'NO_ROUTE_TO_DESTINATION') return undefined;
  const hops = candidate?.[way] ?? [];
  const last = own[way].at(-1)?.component;
  const after = hops.slice(hops.findIndex(({ component }) => component === last) + 1);
  return after.find(({ component }) => isGateway(network, component))?.component;
}

function isGateway(network: Network, id: string): boolean {
  const { kind } = described(network, id);
  return kind !== undefined && kind !== 'subnet' && kind !== 'vpc';
}

/** Kinds that the filter for intermediate components takes. */
const INTERMEDIATE: ReadonlySet<Kind> = new Set<Kind>([
  'loadBalancer',
  'classicLoadBalancer',
  'natGateway',
  'firewall',
  'transitGateway',
  'transitGatewayAttachment',
  'vpcPeeringConnection',
]);
const MOST_WAYS = 8;

/** What other ways of the same verdict cross, and this one does not. */
function alternatives(network: Network, { question }: Answer, own: Answer['parts'][number], part: ExplainedPart) {
  if (part.verdict !== 'reachable' || part.ways < 2) return [];
  const crossed = new Set(part.request.map(({ component }) => component));
  const others = otherWays(network, question, own, MOST_WAYS).flatMap(({ request }) => request);
  const ids = new Set(others.map(({ component }) => component).filter((id) => !crossed.has(id)));
  return [...ids].sort().flatMap((id) => {
    const { kind, arn } = described(network, id);
    return kind && INTERMEDIATE.has(kind) ? [{ ComponentId: id, ...(arn ? { ComponentArn: arn } : {}) }] : [];
  });
}

/** Of what is not known, AWS has no verdict: the call that would tell is a warning. */
function warning({ verdict, parts }: Explanation): { readonly WarningMessage?: string } {
  if (verdict !== 'unknown') return {};
  const unknowns = parts[0]?.unknowns ?? [];
  const said = unknowns.map(({ code, at, missing }) => `${code} at ${at}${missing ? `: ${missing.command}` : ''}`);
  return { WarningMessage: `The input does not decide it. ${[...new Set(said)].join('; ')}` };
}

/** Where the path begins, as far as that was read. */
function placeOf(network: Network, hops: readonly Hop[]): { readonly region?: string; readonly account?: string } {
  const records = hops.flatMap(({ component }) => described(network, component).record ?? []);
  const first = records.find(({ region, account }) => region && account);
  return first?.region && first.account ? { region: first.region, account: first.account } : {};
}
