import { QuestionError } from '@hopwise/core';
import type { HopDocument, PartDocument, PathDocument } from './path-document.ts';

/** What of a path is shown: one direction, or one hop in both. */
export type Focus = 'request' | 'reply' | { readonly hop: string };

/** `text` names a direction, or a hop of this answer by its id or name. */
export function parseFocus(text: string, { parts, components }: PathDocument): Focus {
  if (text === 'request' || text === 'reply') return text;
  const hops = new Set(parts.flatMap(({ request, reply }) => [...request, ...reply]).map(({ component }) => component));
  const found = [...hops].filter((id) => id === text || components[id]?.name === text);
  if (found.length > 0) return { hop: text };
  throw new QuestionError(
    'BAD_OPTION',
    `--focus: “${text}” is no hop of this path`,
    `Use request, reply, ${[...new Set([...hops].map((id) => components[id]?.name ?? id))].join(', ')}.`,
  );
}

export function focusHops(
  part: PartDocument,
  focus: Focus | undefined,
  components: PathDocument['components'],
): PartDocument {
  if (focus === undefined) return part;
  if (typeof focus === 'string') return focusDirection(part, focus);
  const isFocus = (id: string) => id === focus.hop || components[id]?.name === focus.hop;
  const only = (hops: readonly HopDocument[]) => hops.filter(({ component }) => isFocus(component));
  const { candidate, ...rest } = part;
  return {
    ...rest,
    request: only(part.request),
    reply: only(part.reply),
    blockers: part.blockers.filter(({ at, component }) => isFocus(at) || isFocus(component)),
  };
}

function focusDirection(part: PartDocument, way: 'request' | 'reply'): PartDocument {
  const other = way === 'request' ? 'reply' : 'request';
  return {
    ...part,
    [other]: [],
    blockers: part.blockers.filter((blocker) => blocker.way === way),
    ...(part.candidate ? { candidate: { ...part.candidate, [other]: [] } } : {}),
  };
}
