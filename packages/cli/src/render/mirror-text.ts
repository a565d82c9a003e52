import { escapeDeep } from './escape-text.ts';
import type { MirrorDocument, MirrorSessionDocument } from './mirror-document.ts';
import { createPalette, type Palette } from './palette.ts';
import { pathText, type TextOptions } from './path-text.ts';

/** One section for each session: what it mirrors, and whether that arrives. */
export function mirrorText({ sessions, diagnostics }: MirrorDocument, options: TextOptions): string {
  const palette = createPalette(options.isColoured);
  return sessions.map((one) => `${headOf(one, palette)}\n\n${bodyOf(one, diagnostics, options)}`).join('\n');
}

function headOf(untrusted: MirrorSessionDocument, palette: Palette): string {
  const { session, source, target, mirrors } = escapeDeep(untrusted);
  const directions = (['ingress', 'egress'] as const).map((direction) => `${direction} ${MEANING[mirrors[direction]]}`);
  return `${palette.strong(`${session}: ${source} to ${target ?? 'no target'}`)}\n${directions.join(', ')}`;
}

const MEANING = { some: 'is mirrored', nothing: 'is not mirrored', unknown: 'may be mirrored' } as const;

function bodyOf(
  document: MirrorSessionDocument,
  diagnostics: MirrorDocument['diagnostics'],
  options: TextOptions,
): string {
  if (document.path) return pathText({ ...document.path, diagnostics }, options);
  const { verdict, stop } = escapeDeep(document);
  const why = stop ? stop.evidence.map(({ text }) => text) : ['the two have no address family in common'];
  const call = stop?.missing ? [stop.missing.command] : [];
  return `${[`${verdict}${stop ? ` (${stop.code})` : ''}: ${why.join('; ')}`, ...call].join('\n')}\n`;
}
