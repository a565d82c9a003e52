import {
  type CheckReport,
  egressChecks,
  exposureChecks,
  findEgress,
  findExposure,
  findMatrices,
  lint,
  lintChecks,
  type Matrix,
  type Network,
  parseQuestion,
  runChecks,
  type Triage,
  type TriageOptions,
  triage,
} from '@hopwise/core';
import { type Review, writeSnapshot } from '@hopwise/importers';
import type { ReadSnapshot } from '../commands/read-network.ts';
import { componentsIn } from '../render/components-in.ts';
import type { DiffDocument } from '../render/diff-document.ts';
import { matrixDocument } from '../render/matrix-document.ts';
import { version } from '../version.ts';
import type { ReportDocument } from './report-document.ts';
import { changeSection } from './sections/change-section.ts';
import { complianceSection } from './sections/compliance-section.ts';
import { findingsSection } from './sections/findings-section.ts';
import { inputSection } from './sections/input-section.ts';
import { resilienceSection } from './sections/resilience-section.ts';
import { reviewSection } from './sections/review-section.ts';
import { summarySection } from './sections/summary-section.ts';
import { unknownsSection } from './sections/unknowns-section.ts';

export interface ReportRequest {
  readonly title: string;
  readonly asOf: string | undefined;
  readonly by: string | undefined;
  readonly review: Review | undefined;
  readonly change: DiffDocument | undefined;
  readonly exceptions: TriageOptions['exceptions'];
  readonly baseline: TriageOptions['baseline'];
  readonly assumed: readonly string[];
}

export interface BuiltReport {
  readonly document: ReportDocument;
  /** The canonical snapshot. */
  readonly canonical: string;
}

/** Of a cell of the matrix, so many groups are shown. */
const MOST_GROUPS = 3;
/** A grid of more subnets than this is not read. */
const MOST_IN_GRID = 20;
/** A flow of every pair of subnets: more subnets than this are looked at by VPC. */
const MOST_SUBNETS = 400;

/** Asks everything that a report tells. */
export function buildReport(network: Network, read: ReadSnapshot, request: ReportRequest): BuiltReport {
  const { snapshot, diagnostics } = read;
  const canonical = writeSnapshot(snapshot);
  const triaged = checked(network, request);
  const { exposure, egress, configuration } = triaged;
  const question = parseQuestion(network, { from: '*', to: '*' });
  const by = request.by ?? (snapshot.records.subnet.length > MOST_IN_GRID ? 'vpc' : 'subnet');
  const flowsBy = snapshot.records.subnet.length > MOST_SUBNETS ? 'vpc' : 'subnet';
  const matrices = findMatrices(network, question, [...new Set([by, flowsBy])]);
  const [shown, flows] = [matrices[0], matrices.at(-1)] as [Matrix, Matrix];
  const { diagnostics: none, ...matrix } = matrixDocument(network, shown, { groups: MOST_GROUPS, diagnostics: [] });
  const { review, change } = request;
  const titles = new Map(lintChecks.map(({ id, title }) => [id, title]));
  const sections = {
    hopwise: version(),
    ...(request.asOf === undefined ? {} : { asOf: request.asOf }),
    input: inputSection(snapshot, canonical, request.assumed),
    exposure: findingsSection(exposureChecks, exposure.triage, exposure.report),
    egress: findingsSection(egressChecks, egress.triage, egress.report),
    configuration: findingsSection(lintChecks, configuration.triage, configuration.report),
    matrix,
    ...(review ? { review: reviewSection(network, review) } : {}),
    ...(change ? { change: changeSection(network, change) } : {}),
    resilience: resilienceSection(network, { question, matrix: flows, review }, configuration.report, titles),
    unknowns: unknownsSection(network, diagnostics),
    compliance: complianceSection({
      triages: [exposure.triage, egress.triage, configuration.triage],
      undecided: [exposure, egress, configuration].flatMap(({ report }) => report.undecided),
    }),
    diagnostics,
  };
  const told = { title: request.title, summary: summarySection(sections), ...sections };
  const components = Object.assign(Object.create(null), request.change?.components, componentsIn(network, told));
  return { document: { ...told, components }, canonical };
}

interface Checked {
  readonly report: CheckReport & { readonly asked?: number };
  readonly triage: Triage;
}

function checked(network: Network, { asOf = '0000-01-01', exceptions, baseline }: ReportRequest) {
  const exposure = findExposure(network);
  const egress = findEgress(network);
  const all = (report: Checked['report']): Checked => {
    return { report, triage: triage(report.findings, { asOf, exceptions, baseline }) };
  };
  return {
    exposure: all({ ...runChecks(exposureChecks, { network, exposure }), asked: exposure.dialled }),
    egress: all({ ...runChecks(egressChecks, { network, egress }), asked: egress.asked }),
    configuration: all(lint(network, lintChecks)),
  };
}
