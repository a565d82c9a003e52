import type { Step } from '../estate/requests.ts';
import type { State } from '../state/state.ts';
import { type Span, span } from './line.ts';

/** Of what a survey tells: with which supposed changes it was asked, and whether those are the present ones. */
export function stepsNote({ whatIf }: State, asked: readonly Step[]): readonly Span[] {
  const of = asked.length === 0 ? '' : `  with ${asked.length} supposed ${asked.length === 1 ? 'change' : 'changes'}`;
  const since = asked === whatIf.steps ? '' : '  changes since: r asks again';
  return of + since === '' ? [] : [span(of + since, 'unsure')];
}
