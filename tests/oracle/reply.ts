import { asymmetryOf } from './inspection.ts';
import type { NetworkInterface } from './lookups.ts';
import { untranslate } from './nat.ts';
import type { Judgement } from './oracle.ts';
import { startOutside } from './outside.ts';
import {
  cloneSession,
  type Delivered,
  drop,
  type Ending,
  endingsOf,
  type Header,
  type Next,
  replyTo,
  sameFlow,
  type Walk,
} from './packet.ts';
import { checkGroups, identityOf } from './security-groups.ts';
import { run } from './walk.ts';

/** The verdict of one way that the request may go. */
export function judgeEnding(ending: Ending): Judgement {
  const { walk } = ending;
  const kinds = [...walk.kinds];
  if (ending.kind === 'dropped') return { verdict: 'blocked', reason: ending.reason, kinds };
  if (ending.kind === 'undecided') return { verdict: 'unknown', reason: ending.reason, kinds };
  if (typeof ending.at !== 'string' && 'eni' in ending.at && ending.at.eni) {
    const { eni } = ending.at;
    const own = walk.look.ownAddresses.get(eni)?.find((one) => one.address === walk.header.dst);
    if (own?.primary !== true) kinds.push('secondaryAddress');
  }
  const [reason] = walk.doubts;
  if (reason) return { verdict: 'unknown', reason, kinds };
  const answer = replyTo(walk.header);
  if (answer === undefined) return { verdict: 'reachable', reason: 'GEN-02 delivered, and nobody answers', kinds };
  const replied = bestReply(ending, answer);
  return { ...replied, kinds: [...kinds, ...replied.kinds] };
}

/** ACL-12: some port that the translators may have chosen is enough. */
function bestReply(request: Delivered, answer: Header): Judgement {
  const translations = request.walk.session.bindings.length;
  let best: Judgement | undefined;
  for (const ports of portChoices(request.walk.look.natPorts, translations)) {
    const found = judgeReply(request, answer, ports);
    if (found.verdict === 'reachable') return found;
    if (best === undefined || (best.verdict === 'forward-only' && found.verdict === 'unknown')) best = found;
  }
  return best ?? { verdict: 'unknown', reason: 'no reply was tried', kinds: [] };
}

/** Every pair for two translators; a longer chain is asked with one port throughout, to bound the work. */
function* portChoices(ports: readonly number[], translations: number): Generator<readonly number[]> {
  if (translations === 0) yield [];
  else if (translations === 2) for (const a of ports) for (const b of ports) yield [a, b];
  else for (const port of ports) yield new Array<number>(translations).fill(port);
}

function judgeReply(request: Delivered, header: Header, ports: readonly number[]): Judgement {
  const before = request.walk;
  const session = { ...cloneSession(before.session), natPorts: [...ports], crossed: before.forwarders };
  const walk: Walk = {
    ...before,
    leg: 'reply',
    session,
    header,
    identity: undefined,
    pending: undefined,
    preservedBy: undefined,
    doubts: [],
    kinds: new Set(),
    seen: new Set(),
    forwarders: new Set(),
    repliesInspected: new Set(),
  };
  const endings = endingsOf(run(walk, startReply(walk, request)))
    .map(settle)
    .map(asSymmetric);
  const kinds = endings.flatMap((ending) => [...ending.walk.kinds]);
  const dropped = endings.filter((ending) => ending.kind === 'dropped');
  const lost = endings.some((ending) => ending.kind === 'undecided') ? lostBehind(walk) : undefined;
  if (lost) return { verdict: 'forward-only', reason: lost, kinds };
  const unsure = endings.flatMap((ending) =>
    ending.kind === 'undecided' ? [ending.reason] : ending.kind === 'delivered' ? ending.walk.doubts.slice(0, 1) : [],
  );
  if (dropped.length === endings.length) {
    return { verdict: 'forward-only', reason: dropped[0]?.reason ?? 'no way back', kinds };
  }
  if (dropped.length > 0 || unsure.length > 0) {
    return { verdict: 'unknown', reason: unsure[0] ?? 'RT-06 unequal ways back', kinds };
  }
  return { verdict: 'reachable', reason: 'delivered and answered', kinds };
}

/** A reply of which nothing is known up to a translator may still be lost for sure from there to whoever it serves. */
function lostBehind(walk: Walk): string | undefined {
  for (const binding of walk.session.bindings) {
    const again = { ...walk, session: cloneSession(walk.session), seen: new Set<string>(), doubts: [] };
    const rest = endingsOf(run(again, untranslate(again, binding))).map(settle);
    const reasons = rest.map((ending) => (ending.kind === 'dropped' ? ending.reason : undefined));
    if (reasons.every((reason) => reason !== undefined)) return reasons[0];
  }
  return undefined;
}

/** What reaches a host on the internet is the reply only if it asked, and sees the address that it dialled. */
function settle(ending: Ending): Ending {
  if (ending.kind !== 'delivered' || (typeof ending.at !== 'string' && 'eni' in ending.at)) return ending;
  const { walk } = ending;
  const isThere = ending.at === 'internet' ? walk.origin === 'internet' : isSamePlace(ending.at, walk.origin);
  const isBack = isThere && sameFlow(walk.header, walk.expected);
  return isBack ? ending : { kind: 'dropped', reason: 'RET-06 the reply goes elsewhere', walk };
}

function isSamePlace(at: Delivered['at'], origin: Walk['origin']): boolean {
  if (typeof at === 'string' || typeof origin === 'string') return false;
  return 'outside' in at && 'outside' in origin && at.outside === origin.outside;
}

/** GRT-05: asymmetric routing is not supported with gateway route tables. */
function unguarded({ session, forwarders }: Walk): string | undefined {
  const once = [...session.guarded].find((id) => !session.crossed.has(id) || !forwarders.has(id));
  return once && `GRT-05 ${once} sees one direction alone`;
}

function asSymmetric(ending: Ending): Ending {
  const reason = ending.kind === 'delivered' ? (asymmetryOf(ending.walk) ?? unguarded(ending.walk)) : undefined;
  return reason ? { kind: 'dropped', reason, walk: ending.walk } : ending;
}

/** Steps 14 to 17: from the interface that was reached, or back by the way the request left. */
function startReply(walk: Walk, request: Delivered): Next {
  const { exit } = walk.session;
  if (request.at === 'internet' || request.at === 'service') {
    if (exit === undefined) return drop(walk, 'no way back');
    if (exit.by === 'gatewayEndpoint') return { do: 'arrive', place: exit.source, onLink: false };
    return { do: 'enter', place: exit.source, own: exit.ownAddress };
  }
  if ('outside' in request.at) return startOutside(walk, request.at);
  const place = request.at;
  const eni: NetworkInterface | undefined = place.eni;
  if (eni === undefined) return drop(walk, 'NAT-06 no answer');
  walk.identity = identityOf(walk.look, eni);
  const held = checkGroups(walk, eni, 'egress');
  return held ? drop(walk, held) : { do: 'leave', place };
}
