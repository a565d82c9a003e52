export { createProgram } from './program.ts';
export { networkInsightsAnalyses } from './render/aws-json/network-insights-analysis.ts';
export { checksPage } from './render/check-text.ts';
export { codesPage } from './render/code-text.ts';
export { modelledPage } from './render/modelled-page.ts';
export { runProgram } from './run-program.ts';
export type { Terminal } from './terminal.ts';
