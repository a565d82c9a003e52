import type {
  AccessScopeAnalysisFinding,
  GetNetworkInsightsAccessScopeAnalysisFindingsResult,
} from '@aws-sdk/client-ec2';
import { type AccessAnswer, explainWitness, type Network, packetHeaders, type Scope } from '@hopwise/core';
import { derivedId } from './derived-id.ts';
import { findingComponents } from './path-components.ts';

/**
 * Findings as `get-network-insights-access-scope-analysis-findings` gives them, one path each: of every group its witness.
 * AWS does not ask for replies, so what is delivered is a finding, whether an answer comes back or not; what the input
 * does not decide is none.
 */
export function accessScopeFindings(
  network: Network,
  { scope, findings }: AccessAnswer,
): GetNetworkInsightsAccessScopeAnalysisFindingsResult {
  const about = [scope.name, scope.match.map(asWritten), scope.exclude.map(asWritten)];
  const ids = {
    NetworkInsightsAccessScopeAnalysisId: derivedId('nisa', ...about),
    NetworkInsightsAccessScopeId: derivedId('nis', ...about),
  };
  const delivered = findings.filter(({ verdict }) => verdict !== 'unknown');
  const AnalysisFindings = delivered.map((finding) => {
    const { question, part, explained } = explainWitness(network, finding);
    return {
      ...ids,
      FindingId: derivedId('nisaf', scope.name, finding.digest),
      FindingComponents: findingComponents(network, explained.request, packetHeaders(network, question, part)),
    } satisfies AccessScopeAnalysisFinding;
  });
  return {
    NetworkInsightsAccessScopeAnalysisId: ids.NetworkInsightsAccessScopeAnalysisId,
    AnalysisStatus: 'succeeded',
    AnalysisFindings,
  } satisfies GetNetworkInsightsAccessScopeAnalysisFindingsResult;
}

/** Ends that were looked up are told by the words for them; where a condition is written makes it no other. */
function asWritten(condition: Scope['match'][number]): string {
  return JSON.stringify(condition, (key, value) => (key === 'found' || key === 'at' ? undefined : value));
}
