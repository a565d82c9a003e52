import type { Diagnostic } from '@hopwise/core';

/** Collects diagnostics; the first 20 of one file and code are kept, and the rest are counted. */
export interface DiagnosticLog {
  add(diagnostic: Diagnostic): void;
  /** In order of arrival, each flood followed by its count at the end. */
  all(): readonly Diagnostic[];
}

const KEPT = 20;

export function diagnosticLog(): DiagnosticLog {
  const kept: Diagnostic[] = [];
  const floods = new Map<string, { readonly last: Diagnostic; count: number }>();
  return {
    add(diagnostic) {
      const key = JSON.stringify([diagnostic.source?.file, diagnostic.code]);
      const flood = floods.get(key);
      if (flood) flood.count++;
      else floods.set(key, { last: diagnostic, count: 1 });
      if (!flood || flood.count <= KEPT) kept.push(diagnostic);
    },
    all() {
      const counts = [...floods.values()].filter((flood) => flood.count > KEPT);
      return [...kept, ...counts.map(({ last, count }) => more(last, count - KEPT))];
    },
  };
}

function more({ code, severity, source }: Diagnostic, count: number): Diagnostic {
  const where = source ? { source: { file: source.file, pointer: '' } } : {};
  return { code, severity, message: `${count} more of the same kind are not listed.`, ...where };
}
