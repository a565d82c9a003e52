export { applyChanges } from './aws/apply-changes.ts';
export { partitionOf } from './aws/arn.ts';
export { cliCommand, cliOptions, commandName } from './aws/cli-command.ts';
export { type Difference, differencesOf, isUncollected } from './aws/differences.ts';
export { FAILURE_CLASSES, type Failure, type FailureClass } from './aws/failures.ts';
export { elementEdits, type FieldEdit, isAlike } from './aws/field-edits.ts';
export { formatServices } from './aws/format-services.ts';
export { inForce, type RuleList, type Stated } from './aws/in-force.ts';
export { type KeptRecords, recordsOn } from './aws/kept-records.ts';
export type { Assumptions, Place } from './aws/lookup.ts';
export { neededIn } from './aws/needed-in.ts';
export type { RecordTable } from './aws/record-table.ts';
export { type Kind, kindOfId, kinds, type RecordOfKind, recordType, recordTypes } from './aws/record-types.ts';
export type { Argument, Aspects, DescribeCall, Recorded } from './aws/resource-type.ts';
export { ruleToldBy } from './aws/security-rule-text.ts';
export {
  type ApplianceBehaviour,
  type Coverage,
  type LocalPreference,
  NO_SETTINGS,
  type Settings,
  type Site,
  SNAPSHOT_VERSION,
  type Snapshot,
  type Unanswered,
} from './aws/snapshot.ts';
export { idsToAsk, isSpared } from './aws/spared-kinds.ts';
export type { Controls } from './checks/check.ts';
export { RULE_KINDS, type RuleKind } from './checks/every-rule.ts';
export { applicable, lint } from './checks/lint.ts';
export { allChecks, type CheckFacts, egressChecks, exposureChecks, lintChecks } from './checks/registry.ts';
export type { CoveredRule, RuleCoverage } from './checks/rule-coverage.ts';
export { type CheckReport, runChecks } from './checks/run-checks.ts';
export {
  type Baseline,
  type Exception,
  isAnyAtLeast,
  type Triage,
  type TriageOptions,
  triage,
} from './checks/triage.ts';
export type { Check } from './engine/check.ts';
export { type PackedFacts, packFacts, unpackFacts } from './engine/kept-facts.ts';
export { linksInUse } from './engine/links-in-use.ts';
export { compile, compileAlike, type Network } from './engine/network.ts';
export { type Partition, VERDICTS, type Verdict } from './engine/partition.ts';
export type { Hop } from './engine/trail.ts';
export {
  type AccessWitness,
  accessFindings,
  type ExplainedAccess,
  explainAccess,
  explainWitness,
  unreadEnds,
} from './explain/access-explanation.ts';
export type { Blocker, Unknown } from './explain/causes.ts';
export { type DiffExplanation, type ExplainedGroup, explainDiff } from './explain/diff-explanation.ts';
export { EXPECTED, type Expectation, type Expected, judgeExpectation } from './explain/expectation.ts';
export { type ExplainedPart, type Explanation, explain } from './explain/explanation.ts';
export { answerFlow, type FlowAnswer } from './explain/flow-answer.ts';
export { mendViolation } from './explain/mend-violation.ts';
export { nearestCodes } from './explain/nearest-codes.ts';
export { otherWays } from './explain/other-ways.ts';
export { type LegHeader, type PacketHeader, packetHeaders } from './explain/packet-headers.ts';
export { policyCoverage } from './explain/policy-coverage.ts';
export { checkPolicies, type PolicyReport, type PolicySummary, type Violation } from './explain/policy-report.ts';
export { policyText } from './explain/policy-text.ts';
export {
  type ExplainedRouteEnd,
  type ExplainedRoutePath,
  explainRoutes,
  type RouteExplanation,
  type RouteReason,
  type WholePath,
} from './explain/route-explanation.ts';
export { type Change, type Edit, PRICE } from './model/change.ts';
export type { CodeHelp } from './model/code-help.ts';
export { type Code, codes } from './model/codes.ts';
export type { Diagnostic } from './model/diagnostic.ts';
export type { Evidence, Missing } from './model/evidence.ts';
export type { Field, FieldForm } from './model/fields.ts';
export { type Finding, SEVERITIES, type Severity, type Undecided } from './model/finding.ts';
export { groupBy } from './model/group-by.ts';
export { allCodes } from './model/problem-codes.ts';
export { ambiguous, QuestionError } from './model/question-error.ts';
export type { ComponentId, Layer } from './model/route.ts';
export { inside, type Provenance, type Source } from './model/source.ts';
export { formatCidr, formatPrefix, holdsAddress } from './net/address.ts';
export { isAwsScope, scopeOfAws } from './queries/access/aws-scope.ts';
export { type BuiltInScope, builtInScopes } from './queries/access/built-in-scopes.ts';
export { type AccessAnswer, countAccess, findAccess, tellAccess } from './queries/access/find-access.ts';
export type { AccessFinding } from './queries/access/gather.ts';
export type { Condition, EndCondition, HeaderCondition, Named, Scope } from './queries/access/scope.ts';
export type { Told } from './queries/access/tell.ts';
export { type AskedAs, askedAs } from './queries/asked-as.ts';
export { CHANGE_KINDS, type ChangeKind } from './queries/behaviour.ts';
export { checkSettings } from './queries/check-settings.ts';
export { type ComponentName, componentName } from './queries/component-name.ts';
export { componentsMeant } from './queries/components-meant.ts';
export { type Cut, findCut, type Loss } from './queries/cut.ts';
export { type Described, described } from './queries/described.ts';
export { type Diff, type DiffGroup, findDiff } from './queries/diff.ts';
export { type Egress, findEgress } from './queries/egress.ts';
export { type Exposed, type Exposure, endOf as exposedEnd, findExposure } from './queries/exposure.ts';
export { type Fix, findFix } from './queries/fix.ts';
export { learnPolicies } from './queries/learn.ts';
export { type Cell, findMatrices, findMatrix, type Matrix } from './queries/matrix.ts';
export { findMirrors, type MirrorAnswer } from './queries/mirror.ts';
export { nearestOf } from './queries/nearest.ts';
export { ownersOfInterfaces } from './queries/owners.ts';
export type { Part } from './queries/parts.ts';
export { type Answer, findPath } from './queries/path.ts';
export type { Policy } from './queries/policy.ts';
export { PORT_CLASSES, servicesOfClass } from './queries/port-table.ts';
export { parseQuestion, type Question, type QuestionText } from './queries/question.ts';
export {
  type CutFlow,
  findResilience,
  type Guarded,
  type Loss as LossOf,
  type Resilience,
  workingAnswer,
  workingFlows,
} from './queries/resilience.ts';
export { analyzeRoutes, type RouteAnalysis, type RouteHop } from './queries/route-analysis.ts';
export { parseRouteQuestion, type RouteQuestion, type RouteQuestionText } from './queries/route-question.ts';
export { SEGMENTATIONS, type Segment } from './queries/segments.ts';
export { sourceOf } from './queries/source-of.ts';
export { suppose, supposed } from './queries/suppose.ts';
export { type Side, type Survey, survey } from './queries/survey.ts';
export { unjoinedVpcs } from './queries/unjoined-vpcs.ts';
export { inTurn, parseStatement, statementForms } from './queries/what-if.ts';
