import type { AdditionalDetail, PathComponent } from '@aws-sdk/client-ec2';
import {
  type Blocker,
  type Check,
  type Code,
  described,
  type Hop,
  type Kind,
  type LegHeader,
  type Network,
} from '@hopwise/core';
import { analysisComponent, placeOf } from './component.ts';
import { explanationOf } from './explanation.ts';
import { detailCode } from './explanation-codes.ts';
import { type Headers, headersAlong, headersBack } from './headers-along.ts';
import { analysisHeader } from './packet-header.ts';
import { ruleFields } from './rules.ts';

/** Places of which a path shows what is asked there, and not themselves. */
const FOLDED: ReadonlySet<Kind> = new Set<Kind>(['subnet', 'vpc']);

type Part = Omit<PathComponent, 'SequenceNumber'>;

/** The way there, component by component, as analyses list it: from the instance, where there is one, to the other. */
export function forwardComponents(
  network: Network,
  hops: readonly Hop[],
  headers: readonly LegHeader[],
): PathComponent[] {
  return componentsAlong(network, hops, headers, partsOf(network, hops));
}

/** The same as findings list it: they begin and end at interfaces, which say what they are attached to. */
export function findingComponents(
  network: Network,
  hops: readonly Hop[],
  headers: readonly LegHeader[],
): PathComponent[] {
  const isHost = ({ Component }: Part) => described(network, Component?.Id ?? '').kind === 'instance';
  const parts = partsOf(network, hops).filter((part) => !isHost(part));
  return componentsAlong(network, hops, headers, parts);
}

function componentsAlong(
  network: Network,
  hops: readonly Hop[],
  headers: readonly LegHeader[],
  parts: readonly Part[],
): PathComponent[] {
  const own = headersAlong(hops, headers);
  return numbered(own ? withHeaders(network, hops, parts, own) : parts);
}

/** The way back. Its packets answer those that have come by `request`. */
export function returnComponents(
  network: Network,
  hops: readonly Hop[],
  request: readonly Hop[],
  headers: readonly LegHeader[],
): PathComponent[] {
  const there = headersAlong(request, headers);
  if (!there) return numbered(partsOf(network, hops));
  return numbered(withHeaders(network, hops, partsOf(network, hops), headersBack(hops, there.ends, headers)));
}

function numbered(parts: readonly Part[]): PathComponent[] {
  return parts.map((part, position) => ({
    SequenceNumber: position + 1,
    ...part,
    AdditionalDetails: part.AdditionalDetails ?? [],
    Explanations: part.Explanations ?? [],
  }));
}

function partsOf(network: Network, hops: readonly Hop[]): readonly Part[] {
  return hops.flatMap((hop, position) => {
    const isFirst = hops.slice(0, position).every(({ component }) => !isShown(network, component));
    return hopParts(network, hop, isFirst, position === hops.length - 1);
  });
}

function isShown(network: Network, id: string): boolean {
  const { kind } = described(network, id);
  return kind !== undefined && !FOLDED.has(kind);
}

/** What is checked on entering stands before a component, what on leaving behind it. */
function hopParts(network: Network, hop: Hop, isFirst: boolean, isLast: boolean): readonly Part[] {
  const { component, checks } = hop;
  const before = checks.filter((check) => check.direction === 'ingress' && isApart(network, hop, check));
  const after = checks.filter((check) => check.direction !== 'ingress' && isApart(network, hop, check));
  const filters = after.filter(({ effect }) => effect !== 'routes');
  const routes = after.filter(({ effect }) => effect === 'routes');
  const parts = (some: readonly Check[]) => some.map((check) => checkPart(network, component, check));
  // A subnet or VPC is shown where it is itself what stops the packet.
  const isStop = checks.some((check) => isStopping(check) && !isApart(network, hop, check));
  const own = isStop || isShown(network, component) ? [ownPart(network, hop)] : [];
  const host = own.length > 0 && (isFirst || isLast) ? hostOf(network, component) : [];
  const middle = isFirst ? [...host, ...own] : [...own, ...host];
  return [...parts(before), ...middle, ...parts(filters), ...parts(routes)];
}

/** The instance whose interface a path starts or ends at. */
function hostOf(network: Network, id: string): readonly Part[] {
  const { AttachedTo } = placeOf(network, id);
  return AttachedTo ? [{ Component: AttachedTo }] : [];
}

/** Groups, ACLs, route tables and firewalls are components of their own; what a gateway decides itself is part of it. */
function isApart(network: Network, { component }: Hop, { effect, component: by, evidence }: Check): boolean {
  if (effect === 'note' || effect === 'translates') return false;
  if (effect === 'tracked') return true;
  const told = evidence()[0]?.component ?? by;
  return told !== component && isShown(network, told);
}

function ownPart(network: Network, hop: Hop): Part {
  const { component, checks } = hop;
  const own = checks.filter((check) => !isApart(network, hop, check));
  const stops = own.filter(isStopping);
  const routes = own.filter(({ effect }) => effect === 'routes').flatMap((check) => check.evidence());
  const details = own.flatMap(({ effect, code }) =>
    effect === 'note' && code ? detailOf(network, component, code) : [],
  );
  return {
    Component: analysisComponent(network, component),
    ...placeOf(network, component),
    ...Object.assign({}, ...routes.slice(0, 1).map((one) => ruleFields(network, one))),
    ...(details.length > 0 ? { AdditionalDetails: details } : {}),
    ...(stops.length > 0 ? { Explanations: stops.map((check) => explanationOf(network, causeOf(check))) } : {}),
  };
}

function isStopping({ effect }: Check): boolean {
  return effect === 'blocks' || effect === 'undecided';
}

export function detailOf(network: Network, id: string, code: Code): AdditionalDetail[] {
  const type = detailCode(code);
  return type ? [{ AdditionalDetailType: type, Component: analysisComponent(network, id) }] : [];
}

/** One rule is shown of several that would let the packet pass. */
function checkPart(network: Network, at: string, check: Check): Part {
  const { effect, direction } = check;
  if (effect === 'tracked') return { Component: analysisComponent(network, groupOf(network, check.component)) };
  const [first] = check.evidence();
  const told = first?.component ?? check.component;
  const stops = isStopping(check);
  const rule = first && !stops ? ruleFields(network, first, direction) : {};
  const place = described(network, told).kind === 'firewall' ? placeOf(network, at) : {};
  return {
    Component: analysisComponent(
      network,
      described(network, told).kind === 'firewallRuleGroup' ? check.component : told,
    ),
    ...place,
    ...rule,
    ...(stops ? { Explanations: [explanationOf(network, causeOf(check))] } : {}),
  };
}

/** A group that remembers the request is one of the interface's. */
function groupOf(network: Network, id: string): string {
  return network.get('networkInterface', id)?.groups[0]?.groupId ?? id;
}

function causeOf({ code, way, at, component, direction, missing, evidence }: Check): Blocker {
  return {
    // Whatever stops or leaves open has a code.
    code: code as Code,
    way,
    at,
    component,
    ...(direction ? { direction } : {}),
    ...(missing ? { missing } : {}),
    evidence: evidence(),
  };
}

/** The first and the last component have the header in full, the others what they change of it. */
function withHeaders(
  network: Network,
  hops: readonly Hop[],
  parts: readonly Part[],
  { start, end, changes }: Headers,
): readonly Part[] {
  // What starts or ends outside comes in, or goes out, by the component that is shown first, or last.
  const comesIn = isOutside(network, hops[0]);
  const goesOut = isOutside(network, hops.at(-1));
  const told = new Set<string>();
  return parts.map((part, position): Part => {
    const id = part.Component?.Id ?? '';
    const isFirst = position === 0;
    const isLast = position === parts.length - 1;
    const changed = told.has(id) ? undefined : changes.get(id);
    told.add(id);
    // What is stopped at the last component does not arrive there.
    const arrives = isLast && !goesOut && part.Explanations === undefined;
    const inbound = isFirst && comesIn ? start : arrives ? end : undefined;
    const outbound = isFirst && !comesIn ? start : isLast && goesOut ? end : undefined;
    const header = outbound ? analysisHeader(outbound) : changed;
    return {
      ...part,
      ...(header ? { OutboundHeader: header } : {}),
      ...(inbound ? { InboundHeader: analysisHeader(inbound) } : {}),
    };
  });
}

/** The internet, a site: no component of AWS's. */
function isOutside(network: Network, hop: Hop | undefined): boolean {
  return hop !== undefined && described(network, hop.component).kind === undefined;
}
