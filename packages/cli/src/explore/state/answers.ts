import type { Answer, Problem } from '../estate/requests.ts';
import { pathAnswered } from './asking.ts';
import { clamp } from './key.ts';
import { type DetailState, type Outcome, only, type State, say } from './state.ts';
import { toggleStep, whatIfRows } from './supposing.ts';
import { show } from './tree-keys.ts';
import { openTree } from './tree-state.ts';

/** An answer has come. One that nobody waits for any more is let go. */
export function answered(state: State, job: number, given: Answer): Outcome {
  switch (given.topic) {
    case 'open': {
      const { tree, ...estate } = given.answer;
      return show({ ...state, estate, tree: openTree(tree) });
    }
    case 'detail':
      return only(state.detail.job === job ? { ...state, detail: detailWith(state.detail, given.answer) } : state);
    case 'path':
      return state.path.job === job ? pathAnswered(state, given.answer) : only(state);
    case 'fix': {
      const { fixJob, ...path } = state.path;
      return only(fixJob === job ? { ...state, path: { ...path, fix: given.answer } } : state);
    }
    case 'statement':
    case 'off':
      return toggleStep(state, given.answer);
    case 'suppose': {
      const { job: wanted, ...whatIf } = state.whatIf;
      return only(wanted === job ? { ...state, whatIf: { ...whatIf, supposed: given.answer } } : state);
    }
    case 'differ': {
      const { diffJob, ...rest } = state.whatIf;
      if (diffJob !== job) return only(state);
      const whatIf = { ...rest, diff: given.answer };
      return only({ ...state, whatIf: { ...whatIf, cursor: clamp(whatIf.cursor, whatIfRows(whatIf).length) } });
    }
    case 'exposure': {
      const { job: wanted, ...exposure } = state.exposure;
      return only(wanted === job ? { ...state, exposure: { ...exposure, list: given.answer } } : state);
    }
    case 'finding': {
      const { findingJob, ...exposure } = state.exposure;
      return only(findingJob === job ? { ...state, exposure: { ...exposure, finding: given.answer } } : state);
    }
    case 'matrix': {
      const { job: wanted, ...matrix } = state.matrix;
      return only(wanted === job ? { ...state, matrix: { ...matrix, document: given.answer } } : state);
    }
    case 'save': {
      const { file } = given.answer;
      const said = `Saved: hopwise what-if --patch ${file}`;
      return only(say({ ...state, whatIf: { ...state.whatIf, saved: state.whatIf.steps } }, said, 'good'));
    }
  }
}

function detailWith({ job: _, sought, ...detail }: DetailState, document: DetailState['document'] & {}): DetailState {
  const { rows } = document;
  const isSought = (rule: NonNullable<typeof sought>, one: (typeof rows)[number]['evidence']) =>
    one?.component === rule.component &&
    (one.text === rule.text ||
      (one.rule !== undefined && one.rule === rule.rule && direction(one.text) === direction(rule.text)));
  const at = sought ? rows.findIndex(({ evidence }) => isSought(sought, evidence)) : 0;
  return { ...detail, document, cursor: Math.max(0, at) };
}

function direction(text: string): string | undefined {
  return text.split(' ')[0];
}

/** A question that could not be asked: said where its answer would stand. */
export function refused(state: State, job: number, problem: Problem): State {
  const { path, detail, exposure, matrix, whatIf } = state;
  const text = `${problem.message}. ${problem.hint}`;
  if (path.job === job) {
    const { job: _, answer: __, ...rest } = path;
    return { ...state, path: { ...rest, problem } };
  }
  const isOf = (one: { readonly job?: number }) => one.job === job;
  const without = <T extends { readonly job?: number }>({ job: _, ...rest }: T) => rest;
  return say(
    {
      ...state,
      ...(isOf(detail) ? { detail: without(detail) as State['detail'] } : {}),
      ...(isOf(exposure) ? { exposure: without(exposure) as State['exposure'] } : {}),
      ...(isOf(matrix) ? { matrix: without(matrix) as State['matrix'] } : {}),
      ...(isOf(whatIf) ? { whatIf: without(whatIf) as State['whatIf'] } : {}),
    },
    text,
    'bad',
  );
}
