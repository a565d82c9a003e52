import type { ComponentId, Explanation, Network, Verdict } from '@hopwise/core';
import { keepAround, keepOnly } from './around.ts';
import { componentsOf } from './components.ts';
import { decidedBy, markDiff } from './diff-marks.ts';
import { type Drawn, draftOf } from './draft.ts';
import { drawingOf, type Level, type Tier } from './drawings.ts';
import { fold } from './fold.ts';
import type { Draft } from './fold-by.ts';
import { markPath } from './path-marks.ts';
import { projection } from './projection.ts';

/** A map, before anybody has decided where on the paper things go. Sorted, so that equal networks give equal maps. */
export interface MapView {
  readonly level: Level;
  readonly nodes: readonly MapNode[];
  readonly links: readonly MapLink[];
  readonly path?: MapPath;
  /** What is in the middle, as it was asked for. */
  readonly around?: string;
  /** Whether `added`, `removed` and `changed` are told. */
  readonly isDiff: boolean;
}

export interface MapNode {
  /** A component's; of several that are drawn as one, that of the first. */
  readonly id: ComponentId;
  /** The node that it is drawn inside of. */
  readonly parent?: ComponentId;
  readonly kind: string;
  readonly tier: Tier;
  /** Its name, or its id. */
  readonly label: string;
  /** What is told under the name. */
  readonly details: readonly string[];
  /** How many it stands for, and which. */
  readonly count: number;
  readonly members: readonly ComponentId[];
  /** Whether others are drawn inside of it. */
  readonly isContainer: boolean;
  /** A subnet with a route to an internet gateway. */
  readonly isPublic: boolean;
  /** Others refer to it, and the input does not hold it. */
  readonly isMissing: boolean;
  readonly marks: readonly Mark[];
}

export interface MapLink {
  readonly from: ComponentId;
  readonly to: ComponentId;
  /** `route`, `attachment`; the kind of what is drawn as a line; `way`, where only the path of an answer goes. */
  readonly kind: string;
  /** Names of what is drawn as a line. */
  readonly label: string;
  readonly isTwoWay: boolean;
  readonly count: number;
  readonly marks: readonly Mark[];
  /** With a path: the numbers of the steps that go along it, in its direction or against it. */
  readonly steps: readonly Step[];
}

/** One step of a path: the request counts 1, 2, 3; so does the reply. */
export interface Step {
  readonly way: 'request' | 'reply';
  readonly number: number;
  readonly isBackwards: boolean;
  /** Where it would go on if nothing had stopped it. */
  readonly isBeyond: boolean;
}

/** `sender` and `target` are the ends of a path; `blocker` and `undecided` what stops it or might. */
export type Mark =
  | 'around'
  | 'sender'
  | 'target'
  | 'request'
  | 'reply'
  | 'blocker'
  | 'undecided'
  | 'added'
  | 'removed'
  | 'changed';

export interface MapPath {
  readonly verdict: Verdict;
  readonly from: string;
  readonly to: string;
  readonly services: string;
  /** What stops it, and what might where the input does not decide. */
  readonly blockers: readonly { readonly node: ComponentId; readonly isSure: boolean; readonly text: string }[];
}

export interface MapRequest {
  /** Chosen by size where absent. */
  readonly level?: Level | undefined;
  /** Only what is at most so many links away from these; `text` is what they were called. */
  readonly around?: { readonly ids: readonly ComponentId[]; readonly hops: number; readonly text: string } | undefined;
  /** What `explain` says of an answer. */
  readonly path?: Explanation | undefined;
  /** The network as it was before. */
  readonly diff?: Network | undefined;
  /** As many nodes as shall be drawn at most: beyond, what is alike is drawn as one. */
  readonly most?: number | undefined;
}

/** What is legible on one sheet. */
const MOST = 120;
const AT_A_GLANCE = { resource: 40, subnet: 60 } as const;

export function mapView(network: Network, request: MapRequest = {}): MapView {
  const { path, diff, most = MOST } = request;
  const level = request.level ?? levelFor(network, request);
  const drawn = diff ? markDiff(network, diff, level) : draftOf(network, level);
  const walked = path && markPath(drawn, path);
  const { nodes, links } = fold(withoutLoose(narrowed(network, walked ?? drawn, request, walked?.onPath)), most);
  return {
    level,
    nodes: nodes.map(({ alike: _alike, ...node }) => node),
    links,
    ...(walked ? { path: walked.path } : {}),
    ...(request.around ? { around: request.around.text } : {}),
    isDiff: diff !== undefined,
  };
}

/** What is asked to be near: else, of a map that is too large to follow a path on, what the path passes. */
function narrowed(
  network: Network,
  drawn: Drawn,
  { around, level }: MapRequest,
  onPath?: ReadonlySet<ComponentId>,
): Draft {
  if (around) {
    const centre = new Set(around.ids.flatMap((id) => decidedBy(network, id)).flatMap((id) => drawn.shown(id) ?? []));
    const marked = drawn.nodes.map((node) =>
      centre.has(node.id) ? { ...node, marks: [...node.marks, 'around' as const] } : node,
    );
    return keepAround({ ...drawn, nodes: marked }, centre, around.hops);
  }
  const isTooLarge = level === undefined && fold(drawn, Number.POSITIVE_INFINITY).nodes.length > AT_A_GLANCE.resource;
  return onPath && isTooLarge ? keepOnly(drawn, onPath) : drawn;
}

/** What is outside and leads nowhere is no part of the network. */
function withoutLoose({ nodes, links }: Draft): Draft {
  const linked = new Set(links.flatMap(({ from, to }) => [from, to]));
  return {
    nodes: nodes.filter(({ id, tier, marks }) => tier !== 'outside' || marks.length > 0 || linked.has(id)),
    links,
  };
}

/** The finest level that is legible at a glance, else VPCs, which fold; a path or the surroundings of something are shown in full. */
function levelFor(network: Network, { around, path }: MapRequest): Level {
  if (around || path) return 'resource';
  const components = componentsOf(network);
  const fits = (level: 'resource' | 'subnet') => {
    const { visible } = projection(components, level);
    // Resources fold; how far, only a drawing tells.
    const least = visible.filter(({ kind }) => drawingOf(kind).tier !== 'resource').length;
    const drawn = () => fold(draftOf(network, level), Number.POSITIVE_INFINITY).nodes.length;
    return least <= AT_A_GLANCE[level] && drawn() <= AT_A_GLANCE[level];
  };
  return (['resource', 'subnet'] as const).find(fits) ?? 'vpc';
}
