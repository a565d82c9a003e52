import type { Labels } from '../../render/labels.ts';
import { pasteable } from '../../render/part-lines.ts';
import { placeOf } from '../../render/place-of.ts';
import type { UnknownsSection } from '../sections/unknowns-section.ts';
import { html, type Markup } from './markup.ts';
import { code, list, pill, table } from './words.ts';

/** What is not known, and what is taken for granted. */
export function unknownsHtml(section: UnknownsSection, labels: Labels): Markup {
  const { missing, moreMissing, problems, moreProblems, assumptions, notModelled, stated } = section;
  return html`${
    missing.length > 0
      ? table(
          'Lists that were not, or not wholly, read',
          ['List', 'Account, Region', 'What stays unknown', 'The call'],
          missing.map(({ title, state, account, region, without, commands }) => [
            html`${title} ${pill('unsure', state)}`,
            [account, region].filter(Boolean).join(' '),
            without,
            list(commands.slice(0, 3).map((one) => code(pasteable(one)))),
          ]),
          moreMissing > 0 && `and ${moreMissing} more; hopwise import lists them all`,
        )
      : html`<p class="clear">Every list that the input needs was read.</p>`
  }
${
  problems.length > 0 &&
  html`<h3>About the input</h3>${table(
    'Diagnostics',
    ['Severity', 'Code', 'What', 'Where'],
    problems.map(({ severity, code: id, message, hint, source }) => [
      pill(severity === 'error' ? 'bad' : 'warn', severity),
      code(id),
      html`${message}${hint && html`<br><span class="faint">${hint}</span>`}`,
      source ? placeOf(source) : '',
    ]),
    moreProblems > 0 && `and ${moreProblems} more`,
  )}`
}
${stated.length > 0 && html`<h3>Stated by the owner</h3>${list(stated.map((one) => labels.inText(one)))}`}
${
  assumptions.length > 0 &&
  html`<details><summary>${assumptions.length} assumptions where AWS says nothing</summary>${table(
    'Assumptions, of the kinds that the input has',
    ['Rule', 'About', 'Assumed'],
    assumptions.map(({ rule, title, text }) => [code(rule), title, text]),
  )}</details>`
}
${
  notModelled.length > 0 &&
  html`<details><summary>What no answer takes into account</summary>${list(notModelled.map(({ title, what }) => html`<strong>${title}</strong>: ${what.join('; ')}`))}</details>`
}`;
}
