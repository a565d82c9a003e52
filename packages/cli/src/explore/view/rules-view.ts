import { escapeDeep } from '../../render/escape-text.ts';
import type { Labels } from '../../render/labels.ts';
import { placeOf } from '../../render/place-of.ts';
import { type HopRule, rulesOf, selectedHop } from '../state/path-parts.ts';
import type { PathState } from '../state/state.ts';
import { type Line, span, type Tone, wrapped } from './line.ts';
import type { View } from './view.ts';

const EFFECTS: Readonly<Record<string, readonly [mark: string, tone: Tone | undefined]>> = {
  admits: ['✓', 'good'],
  tracked: ['✓', 'good'],
  routes: ['→', undefined],
  translates: ['⇄', undefined],
  blocks: ['✗', 'bad'],
  undecided: ['?', 'unsure'],
};

/** The rules of one hop, those that decide against the packet first. */
export function rulesView(path: PathState, head: readonly Line[], labels: Labels, columns: number): View {
  const rules = rulesOf(path);
  const hop = selectedHop(path)?.component ?? '';
  const chosen = rules[path.rule];
  return {
    title: `Rules at ${labels.short(hop)}, on the ${path.way}`,
    head,
    list: {
      count: rules.length,
      cursor: path.rule,
      line: (at) => {
        const [mark, tone] = EFFECTS[rules[at]?.check.effect ?? ''] ?? ['·', undefined];
        return [span(`${mark} `, tone), span(ruleText(rules[at] as HopRule, labels))];
      },
    },
    foot: chosen ? aboutRule(chosen, labels, columns) : [],
  };
}

function ruleText({ check, evidence }: HopRule, labels: Labels): string {
  if (!evidence) return check.code ?? '';
  const { component, text } = escapeDeep(evidence);
  return `${text.includes(component) ? '' : `${labels.short(component)}: `}${labels.inText(text)}`;
}

function aboutRule({ check, evidence }: HopRule, labels: Labels, columns: number): readonly Line[] {
  const lines = [
    ...wrapped(ruleText({ check, evidence }, labels), columns),
    ...(check.code ? [check.code] : []),
    ...(check.missing ? wrapped(`this would decide it: ${check.missing.command}`, columns) : []),
  ];
  const source = evidence?.source && escapeDeep(evidence.source);
  return [
    [span('─'.repeat(columns), 'faint')],
    ...lines.map((text) => [span(text)]),
    ...(source ? wrapped(placeOf(source), columns).map((text) => [span(text, 'faint')]) : []),
    [span('Enter opens it, x switches it off', 'accent')],
  ];
}
