import { createHash } from 'node:crypto';
import { createLabels } from '../../render/labels.ts';
import type { ReportDocument } from '../report-document.ts';
import { askHtml } from './ask.ts';
import { changeHtml } from './change.ts';
import { complianceHtml } from './compliance.ts';
import { findingsHtml } from './findings.ts';
import { mapHtml } from './map.ts';
import { html, type Markup, trusted } from './markup.ts';
import { matrixHtml } from './matrix.ts';
import { methodHtml } from './method.ts';
import { resilienceHtml } from './resilience.ts';
import { reviewHtml } from './review.ts';
import { summaryHtml } from './summary.ts';
import { unknownsHtml } from './unknowns.ts';

/** What a page is made of beside the document. */
export interface PageParts {
  readonly style: string;
  readonly script: string;
  /** The canonical snapshot, deflated, in base64. */
  readonly snapshot: string;
  /** What the script needs beside it. */
  readonly carried: object;
  readonly map: string | undefined;
}

interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Markup;
}

/** One file that fetches nothing: its policy lets it run and show what it holds, and nothing else. */
export function pageHtml(document: ReportDocument, parts: PageParts): string {
  const { title, asOf, hopwise, input } = document;
  const sections = sectionsOf(document, parts.map);
  const { style, script } = { style: inert(parts.style, 'style'), script: inert(parts.script, 'script') };
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#summary">Skip to the summary</a>
<header class="top"><div><h1>${title}</h1><p class="faint">Hopwise ${hopwise}${asOf && html` · as of ${asOf}`} · snapshot <span title="SHA-256 ${input.sha256}">${input.sha256.slice(0, 12)}</span></p></div>
<button type="button" id="theme" aria-pressed="false">Dark</button></header>
<nav aria-label="Sections"><ol>${sections.map((one) => html`<li><a href="#${one.id}">${one.title}</a></li>`)}</ol></nav>
<main>${sections.map(
    (one) => html`
<section id="${one.id}" aria-labelledby="${one.id}-title"><h2 id="${one.id}-title">${one.title}</h2>
${one.body}
</section>`,
  )}
</main>
<script type="application/json" id="carried">${trusted(jsonText(parts.carried))}</script>
<script type="text/plain" id="snapshot">${trusted(parts.snapshot)}</script>
<script>${trusted(script)}</script>
</body>
</html>
`.text;
}

function sectionsOf(document: ReportDocument, map: string | undefined): readonly Section[] {
  const { review, change, exposure, egress, configuration, matrix, resilience, unknowns } = document;
  const labels = createLabels(document.components, false);
  const all: readonly (Section | false | undefined)[] = [
    { id: 'summary', title: 'Summary', body: summaryHtml(document) },
    change && { id: 'change', title: 'Change under review', body: changeHtml(change, labels) },
    review && { id: 'review', title: 'Questions and policies', body: reviewHtml(review, labels) },
    map !== undefined && { id: 'map', title: 'Map', body: mapHtml(map) },
    { id: 'ask', title: 'Ask', body: askHtml() },
    { id: 'matrix', title: 'Segmentation', body: matrixHtml(matrix) },
    { id: 'exposure', title: 'Exposure to the internet', body: findingsHtml(exposure, labels, EXPOSURE) },
    { id: 'egress', title: 'Ways out to the internet', body: findingsHtml(egress, labels, EGRESS) },
    { id: 'resilience', title: 'Resilience', body: resilienceHtml(resilience, labels) },
    { id: 'configuration', title: 'Configuration', body: findingsHtml(configuration, labels, CONFIGURATION) },
    { id: 'unknowns', title: 'Unknowns and assumptions', body: unknownsHtml(unknowns, labels) },
    { id: 'compliance', title: 'Appendix: compliance evidence', body: complianceHtml(document, labels) },
    { id: 'method', title: 'Appendix: how it was computed', body: methodHtml(document) },
  ];
  return all.filter((one) => typeof one === 'object');
}

const EXPOSURE = {
  caption: 'Exposure',
  none: 'The internet reaches nothing: every sender, every port, there and back, was asked.',
};
const EGRESS = { caption: 'Egress', none: 'Nothing reaches the internet.' };
const CONFIGURATION = { caption: 'Configuration', none: 'No check of the configuration found anything.' };

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** What is ours and stands between tags must not end them. */
function inert(text: string, tag: 'style' | 'script'): string {
  if (new RegExp(`</${tag}|<!--|<script`, 'i').test(text))
    throw new Error(`The ${tag} of the page would end its own tag.`);
  return text;
}

/** JSON inside a script element: nothing in it can end the element. */
function jsonText(value: object): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
