import { type Candidate, unique } from './candidates.ts';
import { isObject } from './json.ts';

/** What the references of an argument come to. */
export interface Found {
  readonly candidates: readonly Candidate[];
  /** Some of them nobody can follow: there may be more than the candidates. */
  readonly isOpen: boolean;
  /** Some of them tell no id, and may choose among the others: `var.internal ? aws_subnet.a[*].id : aws_subnet.b[*].id`. */
  readonly mayChoose: boolean;
}

export const NOTHING: Found = { candidates: [], isOpen: false, mayChoose: false };
export const OPEN: Found = { ...NOTHING, isOpen: true };
export const HIDDEN: Found = { ...OPEN, mayChoose: true };
export const CHOICE: Found = { ...NOTHING, mayChoose: true };

export function joined(all: readonly Found[]): Found {
  if (all.length < 2) return all[0] ?? NOTHING;
  return {
    candidates: unique(all.flatMap(({ candidates }) => candidates)),
    isOpen: all.some(({ isOpen }) => isOpen),
    mayChoose: all.some(({ mayChoose }) => mayChoose),
  };
}

/** What a value tells that a variable or argument is known to have. */
export function foundIn(value: unknown): Found {
  if (value === undefined || value === null || value === '') return NOTHING;
  if (Array.isArray(value)) return value.some(namesIds) ? OPEN : NOTHING;
  if (isObject(value)) return namesIds(value) ? HIDDEN : CHOICE;
  return namesIds(value) ? OPEN : CHOICE;
}

/** Ids that are there already: `sg-0a1b2c3d`, `arn:…`. */
function namesIds(value: unknown): boolean {
  if (typeof value === 'string') return /^(?:[a-z-]+-[0-9a-f]{8,}|arn:.*)$/.test(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(namesIds);
}

/** Whether what is found may be one part of the candidates or another: nobody can tell then which of several are meant. */
export function isChoice({ candidates, mayChoose }: Found): boolean {
  return mayChoose && new Set(candidates.map(({ resource }) => `${resource.type}.${resource.name}`)).size > 1;
}
