import { type Evidence, explain, type MirrorAnswer, type Missing, type Verdict } from '@hopwise/core';
import { type PathDocument, pathDocument } from './path-document.ts';

/** The answers to `path --mirror` as data, one for each session. */
export interface MirrorDocument {
  readonly sessions: readonly MirrorSessionDocument[];
  readonly diagnostics: PathDocument['diagnostics'];
}
export interface MirrorSessionDocument {
  readonly session: string;
  readonly source: string;
  readonly target?: string;
  readonly mirrors: MirrorAnswer['flow']['mirrors'];
  readonly verdict: Verdict;
  readonly notes: MirrorAnswer['notes'];
  /** The way of what is mirrored, where there is one to follow; else why not. */
  readonly path?: Omit<PathDocument, 'diagnostics'>;
  readonly stop?: { readonly code: string; readonly evidence: readonly Evidence[]; readonly missing?: Missing };
}

export function mirrorDocument(
  answers: readonly MirrorAnswer[],
  diagnostics: PathDocument['diagnostics'],
): MirrorDocument {
  return { sessions: answers.map(sessionDocument), diagnostics };
}

function sessionDocument({ flow, verdict, notes, asked }: MirrorAnswer): MirrorSessionDocument {
  const { session, source, target, mirrors, stop } = flow;
  const known = { session, source, ...(target ? { target } : {}), mirrors, verdict, notes };
  if (!asked) {
    if (!stop) return known;
    const { code, evidence, missing } = stop;
    return { ...known, stop: { code, evidence, ...(missing ? { missing } : {}) } };
  }
  const { network, answer } = asked;
  const { diagnostics, ...path } = pathDocument(network, answer, explain(network, answer), {
    paths: 1,
    diagnostics: [],
  });
  return { ...known, path };
}
