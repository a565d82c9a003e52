import { type Attachment, attachmentsOfResource, attachmentsWithId } from '../aws/transit-gateway-attachments.ts';
import type { Network } from '../engine/network.ts';
import { ambiguous, badSelector, conflicting, unknownComponent } from '../model/question-error.ts';
import type { ComponentId } from '../model/route.ts';
import { type Family, type Prefix, parseAddress } from '../net/address.ts';
import { nameTag } from './component-name.ts';
import { nearestOf } from './nearest.ts';

export interface RouteQuestionText {
  /** An attachment, by id, ARN, Name or what it attaches; behind a slash the sender's address, for the way back. */
  readonly from: string;
  /** An address, alone or behind the attachment that it should be reached by. */
  readonly to: string;
  readonly includeReturnPath?: boolean | undefined;
  /** Whether networks on the way may send packets on that come to them. */
  readonly useMiddleboxes?: boolean | undefined;
}

/** An attachment of a transit gateway, as a question names it, and an address behind it. */
export interface RouteEnd {
  readonly text: string;
  /** Undefined where none was named. */
  readonly id: ComponentId | undefined;
  /** Undefined where the input has none of this id. */
  readonly attachment: Attachment | undefined;
  /** The gateway that was named beside it, if any. */
  readonly transitGatewayId: string | undefined;
  readonly address: Prefix | undefined;
}

export interface RouteQuestion {
  readonly from: RouteEnd;
  readonly to: RouteEnd & { readonly address: Prefix };
  readonly family: Family;
  readonly includeReturnPath: boolean;
  readonly useMiddleboxes: boolean;
}

export function parseRouteQuestion(network: Network, text: RouteQuestionText): RouteQuestion {
  const [from, to] = [routeEnd(network, text.from), routeEnd(network, text.to)];
  const { includeReturnPath = false, useMiddleboxes = false } = text;
  if (!from.id) throw badSelector(text.from, 'Begin with an attachment: tgw-attach-…, or tgw-attach-…/10.0.0.5.');
  if (!to.address) throw badSelector(text.to, 'Name the address: tgw-attach-…/10.1.0.9, or 10.1.0.9 alone.');
  if (includeReturnPath && !from.address) {
    throw badSelector(text.from, 'The way back leads to an address: tgw-attach-…/10.0.0.5.');
  }
  const { family } = to.address;
  if (from.address && from.address.family !== family) {
    throw conflicting('The two addresses are of different families', 'Use two of IPv4, or two of IPv6.');
  }
  return { from, to: { ...to, address: to.address }, family, includeReturnPath, useMiddleboxes };
}

function routeEnd(network: Network, text: string): RouteEnd {
  const own = text.trim();
  const alone = parseAddress(own);
  const nothing = { text, id: undefined, attachment: undefined, transitGatewayId: undefined };
  if (alone) return { ...nothing, address: alone };
  // ARNs have a slash of their own.
  const [, head = '', tail] = /^(arn:[^/]*\/[^/]+|[^/]+)(?:\/(.*))?$/.exec(own) ?? [];
  const address = tail === undefined ? undefined : (parseAddress(tail) ?? undefined);
  if (head === '' || (tail !== undefined && !address)) {
    throw badSelector(text, 'Write tgw-attach-…/10.0.0.5, or an address alone.');
  }
  return { text, address, ...attachmentCalled(network, head) };
}

function attachmentCalled(network: Network, text: string): Pick<RouteEnd, 'id' | 'attachment' | 'transitGatewayId'> {
  const [, arnRegion, arnAccount, arnId] =
    /^arn:[^:]*:ec2:([^:]*):([^:]*):transit-gateway-attachment\/(.+)$/.exec(text) ?? [];
  const [id = '', transitGatewayId] = (arnId ?? text).split('@');
  if (!id.startsWith('tgw-attach-') && attachmentsWithId(network, id).length === 0) {
    const only = oneOf(text, attachmentsByName(network, text));
    if (only) return { id: only.id, attachment: only, transitGatewayId: only.transitGatewayId };
    throw unknownComponent(text, nearestOf(text, knownIds(network)));
  }
  const agrees = (named: string | undefined, own: string | undefined) => !named || !own || named === own;
  const sides = attachmentsWithId(network, id).filter(
    ({ place, ...one }) =>
      agrees(transitGatewayId, one.transitGatewayId) &&
      agrees(arnRegion, place.region) &&
      agrees(arnAccount, place.account),
  );
  const near = sides.length === 0 && !arnId ? knownIds(network).filter((known) => isMisspelt(id, known)) : [];
  if (near.length > 0) throw unknownComponent(text, near.slice(0, 3));
  return { id, attachment: oneOf(text, sides), transitGatewayId };
}

/** Real ids have little in common: one that is another's beginning, or differs in two letters, was meant to be that. */
function isMisspelt(id: string, known: string): boolean {
  if (id.length < LONG_ID || id === known) return false;
  if (known.startsWith(id) || id.startsWith(known)) return true;
  return id.length === known.length && [...id].filter((letter, at) => letter !== known[at]).length <= 2;
}

/** The beginning that all share, and eight digits. */
const LONG_ID = 'tgw-attach-01234567'.length;

/** The two sides of a peering may share one id. */
function oneOf(text: string, found: readonly Attachment[]): Attachment | undefined {
  if (found.length < 2) return found[0];
  throw ambiguous(
    text,
    found.map(({ id, transitGatewayId }) => `${id}@${transitGatewayId}`),
  );
}

function attachmentsByName(network: Network, text: string): readonly Attachment[] {
  const behind = attachmentsOfResource(network, text);
  if (behind.length > 0) return behind;
  return network
    .all('transitGatewayAttachment')
    .filter(({ tags }) => tags.Name === text)
    .flatMap(({ transitGatewayAttachmentId: id, transitGatewayId }) =>
      attachmentsWithId(network, id ?? '').filter((one) => one.transitGatewayId === transitGatewayId),
    );
}

function knownIds(network: Network): readonly string[] {
  return network
    .all('transitGatewayAttachment')
    .flatMap(({ transitGatewayAttachmentId: id }) =>
      id ? [id, nameTag(network, 'transitGatewayAttachment', id) ?? id] : [],
    );
}
