import { type Fate, ifDelivered } from './fates.ts';
import { asymmetryOf } from './inspection.ts';
import type { NetworkInterface } from './lookups.ts';
import { untranslate } from './nat.ts';
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
import { checkGroups, identityOf, neverSettled } from './security-groups.ts';
import { run } from './walk.ts';

/** What becomes of a packet by one way, and of its reply. */
export function judgeEnding(ending: Ending): Fate {
  const { walk } = ending;
  const kinds = [...walk.kinds];
  if (ending.kind === 'dropped') return { ...ifDelivered('no', 'no'), reason: ending.reason, kinds };
  if (ending.kind === 'undecided') {
    const refused = neverSettled(walk);
    if (refused) return { ...ifDelivered('no', 'no'), reason: refused, kinds };
    const lost = lostAnyway(walk);
    return { ...ifDelivered('maybe', lost ? 'no' : 'maybe'), reason: lost ?? ending.reason, kinds };
  }
  if (typeof ending.at !== 'string' && 'eni' in ending.at && ending.at.eni) {
    const { eni } = ending.at;
    const own = walk.look.ownAddresses.get(eni)?.find((one) => one.address === walk.header.dst);
    if (own?.primary !== true) kinds.push('secondaryAddress');
  }
  const [doubted] = walk.doubts;
  const delivered = doubted ? 'maybe' : 'yes';
  const answer = replyTo(walk.header);
  if (answer === undefined) {
    const reason = doubted ?? 'GEN-02 delivered, and nobody answers';
    return { ...ifDelivered(delivered, 'yes'), reason, kinds };
  }
  const replied = bestReply(ending, answer);
  const reason = replied.answered === 'no' ? replied.reason : (doubted ?? replied.reason);
  return { ...ifDelivered(delivered, replied.answered), reason, kinds: [...kinds, ...replied.kinds] };
}

type Reply = Omit<Fate, 'delivered'>;

/** ACL-12: some port that the translators may have chosen is enough. */
function bestReply(request: Delivered, answer: Header): Reply {
  let best: Reply | undefined;
  for (const ports of portChoices(request.walk)) {
    const found = judgeReply(request, answer, ports);
    if (found.answered === 'yes') return found;
    if (best === undefined || (best.answered === 'no' && found.answered === 'maybe')) best = found;
  }
  return best ?? { answered: 'maybe', reason: 'no reply was tried', kinds: [] };
}

/** Where the request gets to is not known, but whoever would answer in its place cannot reach the sender. */
function lostAnyway(request: Walk): string | undefined {
  let lost: string | undefined;
  for (const ports of portChoices(request)) {
    lost = lostBehind(replying(request, request.header, ports));
    if (lost === undefined) return undefined;
  }
  return lost;
}

/** Every pair for two translators; a longer chain is asked with one port throughout, to bound the work. */
function* portChoices({ look, session }: Walk): Generator<readonly number[]> {
  const translations = session.bindings.length;
  const ports = look.natPorts;
  if (translations === 0) yield [];
  else if (translations === 2) for (const a of ports) for (const b of ports) yield [a, b];
  else for (const port of ports) yield new Array<number>(translations).fill(port);
}

function replying(request: Walk, header: Header, natPorts: readonly number[]): Walk {
  return {
    ...request,
    leg: 'reply',
    session: { ...cloneSession(request.session), natPorts: [...natPorts] },
    header,
    identity: undefined,
    pending: undefined,
    preservedBy: undefined,
    doubts: [],
    kinds: new Set(),
    seen: new Set(),
    forwarders: new Set(),
    repliesCrossed: new Set(),
  };
}

function judgeReply(request: Delivered, header: Header, ports: readonly number[]): Reply {
  const walk = replying(request.walk, header, ports);
  const endings = endingsOf(run(walk, startReply(walk, request)))
    .map(settle)
    .map(asSymmetric);
  const kinds = endings.flatMap((ending) => [...ending.walk.kinds]);
  const dropped = endings.filter((ending) => ending.kind === 'dropped');
  const lost = endings.some((ending) => ending.kind === 'undecided') ? lostBehind(walk) : undefined;
  if (lost) return { answered: 'no', reason: lost, kinds };
  const unsure = endings.flatMap((ending) =>
    ending.kind === 'undecided' ? [ending.reason] : ending.kind === 'delivered' ? ending.walk.doubts.slice(0, 1) : [],
  );
  if (dropped.length === endings.length) {
    return { answered: 'no', reason: dropped[0]?.reason ?? 'no way back', kinds };
  }
  if (dropped.length > 0 || unsure.length > 0) {
    return { answered: 'maybe', reason: unsure[0] ?? 'RT-06 unequal ways back', kinds };
  }
  return { answered: 'yes', reason: 'delivered and answered', kinds };
}

/** A reply of which nothing is known up to a translator or balancer may still be lost for sure from there to its client. */
function lostBehind(walk: Walk): string | undefined {
  for (const binding of [...walk.session.bindings, ...walk.session.asked]) {
    const forwarders = new Set<string>();
    const again = { ...walk, session: cloneSession(walk.session), seen: new Set<string>(), forwarders, doubts: [] };
    const back = untranslate(again, binding);
    // It is back at the translator, whichever way it came.
    forwarders.add(binding.place.eni?.networkInterfaceId ?? '');
    const rest = endingsOf(run(again, back)).map(settle);
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
function unguarded({ session, repliesCrossed }: Walk): string | undefined {
  const once = [...session.guarded].find((flow) => !session.crossed.has(flow) || !repliesCrossed.has(flow));
  return once && `GRT-05 ${once} sees one direction alone`;
}

function asSymmetric(ending: Ending): Ending {
  // RET-08, RET-05: an egress-only gateway must see both ways, as a firewall must.
  const isMissed = ending.walk.session.egressOnly.size > 0;
  const missed = isMissed ? 'RET-08 the reply does not cross the egress-only gateway' : undefined;
  const half = asymmetryOf(ending.walk) ?? missed ?? unguarded(ending.walk);
  // What did not see the request has dropped its reply, wherever that might have got to from there.
  const { session, repliesCrossed } = ending.walk;
  const stranger = [...session.guarded].find((flow) => repliesCrossed.has(flow) && !session.crossed.has(flow));
  const already = stranger && `GRT-05 ${stranger} did not see the request`;
  const reason = ending.kind === 'delivered' ? half : ending.kind === 'undecided' ? already : undefined;
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
