import { escapeText } from '../../render/escape-text.ts';
import { CHOICES_SHOWN } from '../state/prompt.ts';
import type { Prompt, Purpose } from '../state/state.ts';
import { span } from './line.ts';
import type { View } from './view.ts';

const TITLES: Readonly<Record<Purpose, string>> = {
  from: 'Who sends? A name, id, address, tag:KEY=VALUE, internet …',
  to: 'Who is dialled? A name, id, address, name:port, URL …',
  service: 'Protocol and port: tcp/443, udp/53, 8000-8100, icmp; empty is everything',
  statement: 'What is changed?',
  file: 'Save the changes as',
  zone: 'Which zone is gone?',
  by: 'Who talks to whom, by vpc, subnet, account, region, security-group or tag:KEY',
  command: 'Command',
};

/** Title and text, and as many choices as there may be. */
export function promptRows(prompt: Prompt | undefined, rows: number): number {
  if (!prompt) return 0;
  return Math.min(Math.floor(rows / 2), 3 + Math.min(CHOICES_SHOWN, prompt.choices.length));
}

export function promptView({ purpose, text, choices, cursor }: Prompt): View {
  return {
    title: TITLES[purpose],
    head: [[span('› ', 'accent'), span(escapeText(text)), span('▏', 'accent')]],
    list: {
      count: choices.length,
      cursor,
      line: (at) => [
        span(escapeText(choices[at]?.label ?? ''), 'strong'),
        span(`  ${choices[at]?.hint ?? ''}`, 'faint'),
      ],
    },
  };
}
