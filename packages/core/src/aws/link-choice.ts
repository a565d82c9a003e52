import type { Code } from '../model/codes.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Branch, ComponentId, Fork, Step, Stop } from '../model/route.ts';
import { linksAlong } from './forwarding.ts';
import { linkNotes } from './hybrid-link-state.ts';
import type { HybridLink } from './hybrid-links.ts';
import { ANYWHERE, type Lookup, type Place } from './lookup.ts';
import { notCollected } from './missing.ts';

/** A link that may carry a packet on. */
export interface Candidate {
  readonly link: HybridLink;
  /** Of the prefix that covers the destination: the longest one wins among links that work. */
  readonly length: number;
  /** Among equal prefixes the lowest wins. */
  readonly rank: number;
  /** The prefix, and what says that the link has it. */
  readonly text: string;
  readonly notes: readonly Code[];
  /** Why it carries nothing, or why nobody can tell. */
  readonly stop: Stop | undefined;
}

/** How a packet goes on by a link: what is passed from the place of the choice to the end of the link. */
export interface Onward {
  readonly chain: readonly ComponentId[];
  readonly steps: readonly Step[];
  readonly next: Branch['next'];
}

/**
 * The longest prefix among links that work, then the order of preference (VGW-03, HYB-01). What does not work is passed
 * over; where nobody can tell whether a better link works, either may be taken. `otherwise`: what was not read and may lead
 * there, where nothing that was read does.
 */
export function alongLinks(
  net: Lookup,
  at: ComponentId,
  candidates: readonly Candidate[],
  before: readonly Evidence[],
  onward: (candidate: Candidate) => Onward,
  otherwise?: () => Stop | undefined,
): Fork {
  const ordered = [...candidates].sort(better);
  const taken = inUse(ordered);
  const branches = taken.map((candidate): Branch => {
    const { chain, steps, next } = onward(candidate);
    const { link, stop } = candidate;
    const notes = candidate.notes.map((code): Step => ({ kind: 'note', code, about: link.id }));
    return {
      links: linksAlong(net, ...(stop ? chain.slice(0, chain.indexOf(link.id) + 1) : chain)),
      steps: [...steps, ...passing(net, link), ...notes],
      next: stop ?? next,
      why: () => [...before, chosen(at, candidate, ordered)],
    };
  });
  const isCut = taken.every(({ stop }) => stop?.kind === 'dropped');
  const unread = unreadLink(net, at) ?? (isCut ? otherwise?.() : undefined);
  const [only, other] = branches;
  if (only && !other && !unread) return only;
  if (!unread) return { pick: 'aws', choice: at, code: 'UNEQUAL_PATHS', of: branches };
  const of = [...branches, { links: [], at, steps: [], next: unread }];
  const { code, missing } = unread;
  return { pick: 'aws', choice: at, code: other ? 'UNEQUAL_PATHS' : code, of, ...(missing ? { missing } : {}) };
}

/** Where a list was read in part, a link of the rest may be the better one. */
function unreadLink(net: Lookup, at: ComponentId): Stop | undefined {
  const place: Place = net.get('vpnGateway', at) ?? ANYWHERE;
  const kind = (['vpnConnection', 'virtualInterface'] as const).find((one) => net.coverage(one, place) === 'partial');
  return kind && notCollected(net, at, kind, undefined, place);
}

/** Request and reply may take different links: no matter to AWS’s routers, but to stateful devices outside (HYB-04). */
export function passing(net: Lookup, link: HybridLink): readonly Step[] {
  const notes = linkNotes(net, link).map((code): Step => ({ kind: 'note', code, about: link.id }));
  return [{ kind: 'stateful', by: link.id, missed: 'warn', code: 'ASYMMETRIC_ROUTE' }, ...notes];
}

function better(a: Candidate, b: Candidate): number {
  return b.length - a.length || a.rank - b.rank || (a.link.id < b.link.id ? -1 : 1);
}

function inUse(ordered: readonly Candidate[]): readonly Candidate[] {
  const perhaps: Candidate[] = [];
  for (const first of ordered) {
    const equal = ordered.filter(({ length, rank }) => length === first.length && rank === first.rank);
    if (first === equal[0]) {
      perhaps.push(...equal.filter(({ stop }) => stop?.kind === 'unknown'));
      const working = equal.filter(({ stop }) => stop === undefined);
      if (working.length > 0) return [...perhaps, ...working];
    }
  }
  // Nothing works: the one that would be used if it did shows why.
  return perhaps.length > 0 ? perhaps : ordered.slice(0, 1);
}

/** The route taken, with those that would take its place and those that it takes the place of. */
function chosen(at: ComponentId, candidate: Candidate, ordered: readonly Candidate[]): Evidence {
  const position = ordered.indexOf(candidate);
  const failed = ordered.slice(0, position).filter(({ stop }) => stop?.kind === 'dropped');
  const next = ordered.slice(position + 1).find(({ stop }) => stop === undefined);
  const instead = failed.length > 0 ? `, instead of ${failed.map(({ link }) => link.id).join(', ')}` : '';
  const failover = next ? `; if that fails, ${next.text} → ${next.link.id} (${next.link.type})` : '';
  return {
    component: at,
    effect: 'routes',
    rule: candidate.text,
    text: `${candidate.text} → ${candidate.link.id} (${candidate.link.type})${instead}${failover}`,
  };
}
