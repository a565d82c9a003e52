import type { ReportDocument } from '../report-document.ts';
export function reportMarkdown(report: ReportDocument): string {
  return report.title;
}
