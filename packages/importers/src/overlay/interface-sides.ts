import type { Draft } from '../describe/assembly.ts';
import { isStandIn } from '../terraform/planned-addresses.ts';

type Fields = Readonly<Record<string, unknown>>;

/** An interface of a template before and after its update, both in the terms of the answers. */
interface Sides {
  readonly before: Draft;
  readonly after: Draft;
}

interface Known {
  /** The template has it as a resource of its own, and so says all of it. */
  readonly isWritten: boolean;
  /** Default groups. */
  readonly defaults: ReadonlySet<string>;
}

/** Of the interface that a planned one stands for, answers know the addresses that a template leaves to AWS. */
export function interfaceSides(planned: Draft, live: Draft, known: Known): Sides {
  const { isWritten } = known;
  // No interface leaves its subnet: an update makes another one there.
  if (planned.subnetId !== undefined && planned.subnetId !== live.subnetId) return { before: live, after: planned };
  const ipv6Addresses = isWritten ? inTermsOf6(planned.ipv6Addresses, live.ipv6Addresses) : live.ipv6Addresses;
  const own = {
    privateIpAddress: live.privateIpAddress,
    privateIpAddresses: live.privateIpAddresses,
    ipv6Addresses: live.ipv6Addresses,
    association: live.association,
  };
  return {
    before: {
      ...planned,
      ...own,
      groups: tellsGroups(planned, known) ? live.groups : planned.groups,
      sourceDestCheck: live.sourceDestCheck,
      // What a template attaches to an instance is attached to no other.
      ...(isWritten && planned.attachment !== undefined ? { attachment: live.attachment } : {}),
    },
    after: { ...planned, ...own, privateIpAddresses: inTermsOf(planned, live), ipv6Addresses },
  };
}

/** Who names no groups gets the default group when it is made, and keeps what it has; services have groups of AWS's choice too. */
function tellsGroups({ groups, attachment }: Draft, { isWritten, defaults }: Known): boolean {
  const ids = listOf(groups).map(({ groupId }) => String(groupId));
  if (ids.every((id) => defaults.has(id) || id.endsWith('#default-group'))) return false;
  return isWritten || attachment !== undefined || !ids.some((id) => id.includes('#'));
}

/** A public address that somebody else associated stays; one that is taken away, the ids of the stack tell. */
function inTermsOf(planned: Draft, live: Draft): readonly Fields[] {
  const [stated, own] = [listOf(planned.privateIpAddresses), listOf(live.privateIpAddresses)];
  const others = stated.filter(({ primary }) => !primary);
  const kept = own.filter((one) => one.primary || others.length === 0 || others.some((other) => isSame(one, other)));
  const shown = kept.map((one) => {
    const association = stated.find((other) => (one.primary ? other.primary : isSame(one, other)))?.association;
    // Which one AWS will choose the template cannot tell; which one it has answers do.
    return isFields(association) && (!isFields(one.association) || !isStandIn(String(association.publicIp)))
      ? { ...one, association: { ...(one.association as object), ...association } }
      : one;
  });
  return [...shown, ...others.filter((other) => !own.some((one) => isSame(one, other)))];
}

function inTermsOf6(planned: unknown, live: unknown): readonly Fields[] {
  const stated = listOf(planned);
  return stated.some(({ ipv6Address }) => isStandIn(String(ipv6Address))) ? listOf(live) : stated;
}

function isSame(one: Fields, other: Fields): boolean {
  return one.privateIpAddress === other.privateIpAddress;
}

/** Takes a public address from whatever has it, by itself or by the id of its association; undefined where nothing has. */
export function withoutAddress(record: Draft, id: string): Draft | undefined {
  const isIt = (association: unknown) =>
    isFields(association) && (association.publicIp === id || association.associationId === id);
  const list = listOf(record.privateIpAddresses);
  if (!isIt(record.association) && !list.some(({ association }) => isIt(association))) return undefined;
  return {
    ...record,
    association: isIt(record.association) ? undefined : record.association,
    privateIpAddresses: list.map((one) => (isIt(one.association) ? { ...one, association: undefined } : one)),
  };
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
