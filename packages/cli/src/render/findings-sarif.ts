import type { CheckFacts, Exception, Finding, Severity, Source } from '@hopwise/core';
import type { FindingsDocument } from './findings-document.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const LEVELS = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
} as const satisfies Record<Severity, string>;
/** As code scanning sorts them: 9 is critical, 7 high, 4 medium. */
const SCORES: Record<Severity, string> = { critical: '9.5', high: '8.0', medium: '5.0', low: '3.0', info: '0.0' };

/** Where the record of a component was read. */
type PlaceOf = (component: string) => Source | undefined;

/** The findings as SARIF 2.1.0, which code scanning of forges reads. */
export function findingsSarif(
  document: FindingsDocument,
  checks: readonly CheckFacts[],
  version: string,
  placeOf: PlaceOf,
): object {
  const { findings, known, excepted, undecided } = document;
  const order = new Map(checks.map(({ id }, i) => [id, i]));
  const result = (finding: Finding, more: object) => ({
    ruleId: finding.check,
    ruleIndex: order.get(finding.check) ?? -1,
    level: LEVELS[finding.severity],
    message: { text: `${finding.component}: ${finding.message}` },
    locations: [locationOf(finding, placeOf)],
    partialFingerprints: { 'hopwiseFinding/v1': finding.id },
    ...more,
  });
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'hopwise', version, rules: checks.map(ruleOf) } },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: undecided.map(({ check, message, missing }) => ({
              level: 'warning',
              associatedRule: { id: check },
              message: { text: [message, ...missing.map(({ command }) => command)].join(' ') },
            })),
          },
        ],
        results: [
          ...findings.map((finding) => result(finding, { baselineState: 'new' })),
          ...known.map((finding) => result(finding, { baselineState: 'unchanged' })),
          ...excepted.map(({ finding, exception }) => result(finding, { suppressions: [suppression(exception)] })),
        ],
      },
    ],
  };
}

function ruleOf({ id, title, severity, help, controls = {} }: CheckFacts): object {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: help.wrong },
    help: { text: `${help.why} ${help.mend}` },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { 'security-severity': SCORES[severity], ...controls },
  };
}

/** Where the first evidence was read, else the component itself; what has no place in a file has its name alone. */
function locationOf({ component, evidence }: Finding, placeOf: PlaceOf): object {
  const source = evidence.find((one) => one.source)?.source ?? placeOf(component);
  return {
    ...(source ? { physicalLocation: { artifactLocation: { uri: uriOf(source) }, ...regionOf(source) } } : {}),
    logicalLocations: [{ name: component, ...(source?.pointer ? { fullyQualifiedName: source.pointer } : {}) }],
  };
}

function regionOf({ line }: Source): object {
  return line === undefined ? {} : { region: { startLine: line } };
}

function uriOf({ file }: Source): string {
  return file.split('/').map(encodeURIComponent).join('/');
}

function suppression({ reason, owner, expires }: Exception): object {
  return {
    kind: 'external',
    status: 'accepted',
    justification: `${reason} (${owner}${expires ? `, until ${expires}` : ''})`,
  };
}
