import { ANYWHERE } from '../aws/lookup.ts';
import type { Attachment } from '../aws/transit-gateway-attachments.ts';
import { beyond, lookUp, lostAttachment, type TransitEnd, type TransitHop } from '../aws/transit-gateway-lookup.ts';
import type { Network } from '../engine/network.ts';
import type { Verdict } from '../engine/partition.ts';
import type { Code } from '../model/codes.ts';
import type { Evidence } from '../model/evidence.ts';
import type { ComponentId } from '../model/route.ts';
import type { Label } from '../net/label-tree.ts';
import { type PassedOn, passedOn } from './passed-on.ts';
import { labelFor } from './positions.ts';
import type { RouteEnd, RouteQuestion } from './route-question.ts';

/** One resource on the way through transit gateways. */
export interface RouteHop {
  readonly component: ComponentId;
  readonly transitGatewayId: string;
  /** A table is asked between two attachments. */
  readonly is: 'attachment' | 'table';
  /** The network behind the attachment sends packets on: by these components. */
  readonly middlebox?: readonly ComponentId[];
  /** Of the route that led here. */
  readonly cidr?: string;
  readonly evidence?: Evidence;
}

/** One way through the tables, and how it ends. */
export interface RouteWay {
  readonly hops: readonly RouteHop[];
  /** Absent where it ends at the attachment that was asked for. */
  readonly end: TransitEnd | undefined;
}

/** What the tables do in one direction. */
export interface RoutePath {
  readonly result: 'connected' | 'not-connected' | 'unknown';
  /** All ways between which AWS picks, or the input leaves it open; the first is the one that is shown. */
  readonly ways: readonly RouteWay[];
  /** Why it is not connected, or not known. */
  readonly reason: TransitEnd | undefined;
}

export interface RouteAnalysis {
  readonly question: RouteQuestion;
  readonly verdict: Verdict;
  readonly forward: RoutePath;
  /** Asked for, and looked up where the way there is connected, as AWS does. */
  readonly back: RoutePath | undefined;
}

/** As AWS has it. */
const MOST_HOPS = 64;
/** Tables may fork at every hop. */
const MOST_LOOKUPS = 1000;

export function analyzeRoutes(network: Network, question: RouteQuestion): RouteAnalysis {
  const { from, to } = question;
  const forward = pathOf(network, question, from, to);
  const isAsked = question.includeReturnPath && forward.result === 'connected';
  const back = isAsked ? pathOf(network, question, to, from) : undefined;
  return { question, verdict: verdictOf(forward, back), forward, back };
}

function verdictOf(forward: RoutePath, back: RoutePath | undefined): Verdict {
  if (forward.result === 'unknown' || back?.result === 'unknown') return 'unknown';
  if (forward.result === 'not-connected') return 'blocked';
  return back?.result === 'not-connected' ? 'forward-only' : 'reachable';
}

function pathOf(network: Network, question: RouteQuestion, from: RouteEnd, to: RouteEnd): RoutePath {
  // The way back is asked for with an address.
  const address = to.address as NonNullable<RouteEnd['address']>;
  const walk: Walk = { network, question, to, label: labelFor(network, address), lookups: 0, pick: undefined };
  const lost = lostEnd(network, from) ?? lostEnd(network, to);
  if (lost) return resultOf(walk, [{ hops: [], end: lost }]);
  const start = from.attachment as Attachment;
  return resultOf(walk, comeIn(walk, start, [attachmentHop(start)], new Set()));
}

function lostEnd(network: Network, { id, attachment, transitGatewayId }: RouteEnd): TransitEnd | undefined {
  if (attachment || !id) return undefined;
  return lostAttachment(network, id, id, ANYWHERE, transitGatewayId);
}

/** What all ways have in common; where they differ, what leaves it open. */
function resultOf({ pick, question }: Walk, ways: readonly RouteWay[]): RoutePath {
  const order = ({ end }: RouteWay) => (end === undefined ? 0 : end.kind === 'unknown' ? 1 : 2);
  const sorted = [...ways].sort((a, b) => order(a) - order(b));
  if (ways.every(({ end }) => end === undefined)) return { result: 'connected', ways: sorted, reason: undefined };
  if (ways.every(({ end }) => end?.kind === 'dropped')) {
    return { result: 'not-connected', ways: sorted, reason: sorted[0]?.end };
  }
  const unsure = sorted.find(({ end }) => end?.kind === 'unknown')?.end;
  const at = pick?.at ?? question.from.id ?? '';
  const evidence = blocks(at, 'AWS picks one of several routes, and they do not all lead there');
  const differing: TransitEnd = { kind: 'unknown', code: pick?.code ?? 'UNEQUAL_PATHS', at, evidence };
  return { result: 'unknown', ways: sorted, reason: unsure ?? differing };
}

interface Walk {
  readonly network: Network;
  readonly question: RouteQuestion;
  readonly to: RouteEnd;
  readonly label: Label;
  lookups: number;
  /** The first choice that was met. */
  pick: { readonly at: ComponentId; readonly code: Code } | undefined;
}
type Hops = readonly RouteHop[];

/** Packets come in by an attachment: the table that is associated with it is asked. */
function comeIn(walk: Walk, attachment: Attachment, hops: Hops, met: ReadonlySet<ComponentId>): readonly RouteWay[] {
  const { network, question, label } = walk;
  const { tableId, of, pick } = lookUp(network, attachment, question.family, label);
  if (tableId === undefined) return of.flatMap((hop) => goOut(walk, hop, hops, met));
  const asked = [...hops, { component: tableId, transitGatewayId: attachment.transitGatewayId, is: 'table' as const }];
  const stop = (code: Code, text: string) => [{ hops: asked, end: ended(code, tableId, text) }];
  if (met.has(tableId)) return stop('CYCLIC_PATH_DETECTED', 'it was asked for the address before');
  if (met.size >= MOST_HOPS) return stop('MAX_HOPS_EXCEEDED', `${MOST_HOPS} tables were asked before it`);
  if (++walk.lookups > MOST_LOOKUPS) {
    const evidence = blocks(tableId, `there are more ways than ${MOST_LOOKUPS} lookups follow`);
    return [{ hops: asked, end: { kind: 'unknown', code: 'UNEQUAL_PATHS', at: tableId, evidence } }];
  }
  if (of.length > 1) walk.pick ??= { at: tableId, code: pick };
  const seen = new Set([...met, tableId]);
  return of.flatMap((hop) => goOut(walk, hop, asked, seen));
}

/** A route was found: its attachment is where the question leads, a way to go on, or another end. */
function goOut(walk: Walk, hop: TransitHop, hops: Hops, met: ReadonlySet<ComponentId>): readonly RouteWay[] {
  const { network, question, to } = walk;
  if (hop.kind !== 'attachment') return [{ hops, end: hop }];
  const { attachment, cidr, evidence } = hop;
  const reached: RouteHop = { ...attachmentHop(attachment), cidr, evidence };
  const stop = (end: TransitEnd | undefined) => [{ hops: [...hops, reached], end }];
  if (isSameSide(attachment, to.attachment)) return stop(undefined);
  const { id } = attachment;
  const comeBack = (by: readonly ComponentId[]) =>
    comeIn(walk, attachment, [...hops, { ...reached, middlebox: by }], met);
  const behind = beyond(network, attachment, question.family);
  switch (behind.kind) {
    case 'attachment': {
      const across = [...hops, reached, attachmentHop(behind.attachment)];
      if (isSameSide(behind.attachment, to.attachment)) return [{ hops: across, end: undefined }];
      return comeIn(walk, behind.attachment, across, met);
    }
    case 'middlebox':
      return question.useMiddleboxes ? comeBack(behind.by) : stop(elsewhere(to, id, true));
    case 'network': {
      const { entries, lacks } = behind;
      const passed = lacks ? unread(lacks) : passedOn(network, entries, walk.label, id);
      if (!question.useMiddleboxes) return stop(elsewhere(to, id, passed.kind !== 'elsewhere'));
      if (passed.kind === 'back') return comeBack(passed.by);
      return stop(passed.kind === 'elsewhere' ? elsewhere(to, id) : possibleMiddlebox(id, passed));
    }
    case 'outside':
      return stop(elsewhere(to, id));
    default:
      return stop(behind);
  }
}

function unread({ evidence, missing }: TransitEnd): PassedOn {
  return { kind: 'unknown', text: evidence.text, ...(missing ? { missing } : {}) };
}

function possibleMiddlebox(at: ComponentId, { text, missing }: Extract<PassedOn, { kind: 'unknown' }>): TransitEnd {
  const evidence = blocks(at, `whether its network sends the packet on is not known: ${text}`);
  return { kind: 'unknown', code: 'POSSIBLE_MIDDLEBOX', at, evidence, ...(missing ? { missing } : {}) };
}

/** Packets have left the transit gateways, and not where they should. */
function elsewhere({ id }: RouteEnd, at: ComponentId, mayComeBack = false): TransitEnd {
  const more = mayComeBack ? '; its network may send the packet back, which was not asked (middleboxes)' : '';
  if (id) {
    const text = `the address is routed here, not to ${id}${more}`;
    return ended('TRANSIT_GATEWAY_ATTACHMENT_ATTACH_ARN_NO_MATCH', at, text);
  }
  const evidence = blocks(at, `the address is routed here; no attachment was named to hold against it${more}`);
  return { kind: 'unknown', code: 'NO_DESTINATION_ARN_PROVIDED', at, evidence };
}

function ended(code: Code, at: ComponentId, text: string): TransitEnd {
  return { kind: 'dropped', code, at, evidence: blocks(at, text) };
}

function blocks(component: ComponentId, text: string): Evidence {
  return { component, effect: 'blocks', text };
}

function attachmentHop({ id, transitGatewayId }: Attachment): RouteHop {
  return { component: id, transitGatewayId, is: 'attachment' };
}

function isSameSide(a: Attachment, b: Attachment | undefined): boolean {
  return b !== undefined && a.id === b.id && a.transitGatewayId === b.transitGatewayId;
}
