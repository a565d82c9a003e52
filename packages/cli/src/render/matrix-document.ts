import {
  type AskedAs,
  ambiguous,
  askedAs,
  type Cell,
  type Diagnostic,
  formatServices,
  type Matrix,
  type Network,
  type Segment,
  type Verdict,
} from '@hopwise/core';

/** The matrix as data: what `--format json` prints and what everything else is made of. Its JSON Schema is published. */
export interface MatrixDocument {
  readonly by: string;
  readonly segments: readonly Segment[];
  readonly cells: readonly CellDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface CellDocument {
  readonly from: string;
  readonly to: string;
  readonly pairs: number;
  readonly parts: readonly { readonly verdict: Verdict; readonly services: string; readonly pairs: number }[];
  readonly groups: readonly GroupDocument[];
  /** How many more groups there are. */
  readonly moreGroups: number;
}

export interface GroupDocument {
  readonly verdict: Verdict;
  readonly services: string;
  readonly pairs: number;
  /** What `hopwise path` takes as FROM and TO to show one of them. */
  readonly witness: AskedAs;
}

export function matrixDocument(
  network: Network,
  { by, segments, cells }: Matrix,
  { groups, diagnostics }: { readonly groups: number; readonly diagnostics: readonly Diagnostic[] },
): MatrixDocument {
  return { by, segments, cells: cells.map((cell) => cellDocument(network, cell, groups)), diagnostics };
}

function cellDocument(network: Network, { from, to, pairs, parts, groups }: Cell, shown: number): CellDocument {
  const text = (services: number) => formatServices(network.admissions.services, services);
  return {
    from,
    to,
    pairs,
    parts: parts.map((part) => ({ ...part, services: text(part.services) })),
    groups: groups.slice(0, shown).map(({ witness: { sender, target }, ...group }) => ({
      ...group,
      services: text(group.services),
      witness: askedAs(network, sender, target),
    })),
    moreGroups: Math.max(0, groups.length - shown),
  };
}

/** The cell of `FROM,TO`, each by its id or its name. */
export function cellAt({ cells, segments }: MatrixDocument, text: string): CellDocument | undefined {
  const [from, to] = endsIn(text, segments) ?? [];
  if (from === undefined || to === undefined) return undefined;
  const found = cells.find((cell) => cell.from === from && cell.to === to);
  return found ?? { from, to, pairs: 0, parts: [], groups: [], moreGroups: 0 };
}

/** A tag may hold a comma itself: the first that leaves two segments parts them. */
function endsIn(text: string, segments: MatrixDocument['segments']): readonly [string, string] | undefined {
  const words = text.split(',');
  for (let at = 1; at < words.length; at++) {
    const [from, to] = [words.slice(0, at), words.slice(at)].map((some) =>
      segmentCalled(some.join(',').trim(), segments),
    );
    if (from !== undefined && to !== undefined) return [from, to];
  }
  return undefined;
}

function segmentCalled(text: string, segments: MatrixDocument['segments']): string | undefined {
  if (segments.some(({ id }) => id === text)) return text;
  const ids = segments.filter(({ name }) => name === text).map(({ id }) => id);
  if (ids.length > 1) throw ambiguous(text, ids);
  return ids[0];
}
