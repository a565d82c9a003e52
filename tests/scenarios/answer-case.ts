import {
  type Assumptions,
  answerFlow,
  compile,
  explain,
  type FlowAnswer,
  findMirrors,
  type Network,
  QuestionError,
  type QuestionText,
  type Snapshot,
} from '@hopwise/core';
import type { Json } from './objects.ts';

/** The answer to what a case asks: a path, or with `mirror: tms-…` whether what a session mirrors arrives. */
export function answerCase(snapshot: Snapshot, ask: Json, assume: Assumptions = {}): FlowAnswer {
  const network = compile(snapshot, assume);
  if (ask.mirror === undefined) return answerFlow(network, ask as unknown as QuestionText);
  const found = mirrorsIn(network).find(({ flow }) => flow.session === ask.mirror);
  if (!found) return { error: { code: 'UNKNOWN_COMPONENT', message: `There is no ${ask.mirror}`, hint: '' } };
  const { verdict, notes, flow, asked } = found;
  const part = asked && explain(asked.network, asked.answer).parts[0];
  const codes = [...(part?.blockers ?? []), ...(part?.unknowns ?? []), ...(flow.stop ? [flow.stop] : [])];
  const forward = part?.request.map(({ component }) => component) ?? [];
  return { verdict, codes: [...codes.map(({ code }) => code), ...notes], forward, return: [] };
}

function mirrorsIn(network: Network): ReturnType<typeof findMirrors> {
  try {
    return findMirrors(network);
  } catch (error) {
    if (error instanceof QuestionError) return [];
    throw error;
  }
}
