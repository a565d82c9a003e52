import { type ExplainedGroup, type Network, QuestionError } from '@hopwise/core';
import type { DiffDocument } from '../../render/diff-document.ts';
import { closeDocument, type EditsDocument, fixDocument } from '../../render/edits-document.ts';

/** The change under review: what it makes happen otherwise, because of what, and what would undo the worst of it. */
export interface ChangeSection extends Omit<DiffDocument, 'diagnostics' | 'components'> {
  /** By position of the group: what would give back what is lost, or close what is opened. */
  readonly remedies: readonly Remedy[];
}

export interface Remedy {
  readonly group: number;
  readonly from: string;
  readonly to: string;
  readonly edits: EditsDocument;
}

/** Every remedy is searched by compiling networks. */
const MOST_REMEDIES = 3;
const MOST_INTERFACES = 3_000;

export function changeSection(after: Network, document: DiffDocument): ChangeSection {
  const { diagnostics, components, ...diff } = document;
  const isLarge = after.snapshot.records.networkInterface.length > MOST_INTERFACES;
  const told = diff.groups.map((group, at) => ({ group, at })).slice(0, isLarge ? 0 : MOST_REMEDIES);
  return { ...diff, remedies: told.flatMap(({ group, at }) => remedyOf(after, group, at)) };
}

function remedyOf(after: Network, { kind, witness, changes }: ExplainedGroup, group: number): readonly Remedy[] {
  const services = changes[0]?.services ?? '';
  const [, protocol, port] = /^(tcp|udp)\/([\d-]+)$/.exec(services) ?? [];
  const text = { ...witness, ...(protocol && port ? { protocol, port } : {}) };
  try {
    const edits =
      kind === 'no-longer-reachable'
        ? fixDocument(after, text)
        : kind === 'newly-reachable'
          ? closeDocument(after, text)
          : undefined;
    return edits?.result === 'found' ? [{ group, ...witness, edits }] : [];
  } catch (error) {
    // The sender is gone with the change, or there is no telling whom the address is of.
    if (error instanceof QuestionError) return [];
    throw error;
  }
}
