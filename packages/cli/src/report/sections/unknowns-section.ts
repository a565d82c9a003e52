import { type Diagnostic, kinds, type Network, recordType } from '@hopwise/core';
import { type MissingCall, missingCalls } from '@hopwise/importers';

/** What the report does not know, and what it takes for granted. */
export interface UnknownsSection {
  /** Lists that were not, or not wholly, read, with the call that would fetch them. */
  readonly missing: readonly MissingCall[];
  readonly moreMissing: number;
  /** Errors and warnings about the input. */
  readonly problems: readonly Diagnostic[];
  readonly moreProblems: number;
  /** What AWS documents nowhere, of the kinds that this input has. */
  readonly assumptions: readonly { readonly rule: string; readonly title: string; readonly text: string }[];
  /** What no answer takes into account, of the kinds that this input has. */
  readonly notModelled: readonly { readonly title: string; readonly what: readonly string[] }[];
  /** What the owner states in hopwise.yaml. */
  readonly stated: readonly string[];
}

const MOST_LISTED = 60;

export function unknownsSection({ snapshot }: Network, diagnostics: readonly Diagnostic[]): UnknownsSection {
  const missing = missingCalls(snapshot);
  const problems = diagnostics.filter(({ severity }) => severity !== 'note');
  const present = kinds.filter((kind) => snapshot.records[kind].length > 0).map(recordType);
  const { appliances, sites } = snapshot.settings;
  return {
    missing: missing.slice(0, MOST_LISTED),
    moreMissing: Math.max(0, missing.length - MOST_LISTED),
    problems: problems.slice(0, MOST_LISTED),
    moreProblems: Math.max(0, problems.length - MOST_LISTED),
    assumptions: present.flatMap(({ title, aspects }) =>
      Object.entries(aspects.assumed ?? {}).map(([rule, text]) => ({ rule, title, text })),
    ),
    notModelled: present.flatMap(({ title, aspects }) => {
      const what = aspects.unknown ?? [];
      return what.length === 0 ? [] : [{ title, what }];
    }),
    stated: [
      ...Object.entries(appliances).map(([id, does]) => `${id} passes on what it gets: ${does}`),
      ...Object.entries(sites).map(([name, { prefixes }]) => `site ${name} has ${prefixes.join(', ')}`),
    ],
  };
}
