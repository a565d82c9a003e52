import type { Diagnostic } from '@hopwise/core';
import type { ComponentNames } from '../render/components-in.ts';
import type { MatrixDocument } from '../render/matrix-document.ts';
import type { ChangeSection } from './sections/change-section.ts';
import type { ComplianceSection } from './sections/compliance-section.ts';
import type { FindingsSection } from './sections/findings-section.ts';
import type { InputSection } from './sections/input-section.ts';
import type { ResilienceSection } from './sections/resilience-section.ts';
import type { ReviewSection } from './sections/review-section.ts';
import type { SummaryLine } from './sections/summary-section.ts';
import type { UnknownsSection } from './sections/unknowns-section.ts';

/** Everything that a report says, as data: what `--format json` prints and the page is made of. Its JSON Schema is published. */
export interface ReportDocument {
  readonly title: string;
  /** Present with `--as-of` alone: the same input gives the same bytes on every day. */
  readonly asOf?: string;
  readonly hopwise: string;
  readonly input: InputSection;
  readonly summary: readonly SummaryLine[];
  /** What the internet reaches. */
  readonly exposure: FindingsSection;
  /** What reaches the internet. */
  readonly egress: FindingsSection;
  /** What is wrong without a question. */
  readonly configuration: FindingsSection;
  readonly matrix: Omit<MatrixDocument, 'diagnostics'>;
  readonly review?: ReviewSection;
  readonly change?: ChangeSection;
  readonly resilience: ResilienceSection;
  readonly unknowns: UnknownsSection;
  readonly compliance: ComplianceSection;
  readonly components: ComponentNames;
  readonly diagnostics: readonly Diagnostic[];
}
