import type { Assembly, Entry } from '../describe/assembly.ts';
import { interfaceSides } from './interface-sides.ts';
import { isPlacedElsewhere, placedOutside } from './placed-in.ts';
import { groupsOf, sameInterfaces } from './same-interfaces.ts';

type Fields = Readonly<Record<string, unknown>>;

interface Known {
  readonly isThere: (entry: Entry) => boolean;
  /** What AWS makes with a VPC. */
  readonly defaults: ReadonlySet<string>;
}

/** Interfaces by their ids, and those that AWS made beside what is there by what they are of. */
export function addInterfaces(live: Assembly, after: Assembly, before: Assembly, { isThere, defaults }: Known): void {
  const own = live.entries.get('networkInterface') ?? [];
  const known = new Map(own.map((entry) => [entry.key, entry]));
  const [olds, news] = [before.entries.get('networkInterface') ?? [], after.entries.get('networkInterface') ?? []];
  const told = new Set<string>();
  for (const [at, entry] of news.entries()) {
    const isWritten = known.has(entry.key);
    const isHeld = after.held.has(entry.key.replace(/#.*$/, ''));
    if (!isWritten && !(entry.key.includes('#') && (isHeld || isThere(entry)))) continue;
    const [only, ...others] = isWritten ? [known.get(entry.key)] : sameInterfaces(own, entry);
    // In a subnet that answers do not list of its balancer or endpoint, there is none yet.
    if (!only && isPlacedElsewhere(live, entry)) continue;
    if ((!only || others.length > 0) && comesAnew(entry, news, own, defaults)) {
      note(live, entry, told);
      continue;
    }
    // Which of several it stands for nobody can tell.
    const sides =
      only && others.length === 0 ? interfaceSides(entry.record, only.record, { isWritten, defaults }) : undefined;
    // Of what something is put into nothing else is said.
    const { groups, sourceDestCheck } = entry.record;
    const was = sides && isHeld ? { ...sides.before, groups, sourceDestCheck } : sides?.before;
    olds.push(was ? { ...entry, record: was } : entry);
    if (sides) news[at] = { ...entry, record: sides.after };
  }
  // Where something is in subnets that nobody can tell, what is there stays.
  const isOpen = after.left.some(({ kind }) => kind === 'networkInterface');
  for (const one of isOpen ? [] : placedOutside(own, news))
    if (!olds.some(({ key }) => key === one.key)) olds.push(one);
}

/**
 * Services do not say which interfaces are theirs. Where answers have interfaces in the subnets, and none with the groups or
 * the public address that the template says, an update gives them to one: as it will be, it is added.
 */
function comesAnew(
  planned: Entry,
  news: readonly Entry[],
  own: readonly Entry[],
  defaults: ReadonlySet<string>,
): boolean {
  const { groups } = planned.record;
  const ids = (Array.isArray(groups) ? (groups as readonly Fields[]) : []).map(({ groupId }) => String(groupId));
  if (ids.every((id) => defaults.has(id)) || ids.some((id) => id.includes('#'))) return false;
  const subnets = new Set(
    news.flatMap(({ key, record }) => (ownerOf(key) === ownerOf(planned.key) ? [record.subnetId] : [])),
  );
  const there = own.filter(({ record }) => subnets.has(record.subnetId));
  const alike = there.filter(({ record }) => groupsOf(record.groups) === groupsOf(groups));
  if (there.length === 0) return false;
  return alike.length === 0 || (isShown(planned) && !alike.some(isShown));
}

function ownerOf(key: string): string {
  return key.replace(/#.*$/, '');
}

function isShown({ record }: Entry): boolean {
  const list = Array.isArray(record.privateIpAddresses) ? (record.privateIpAddresses as readonly Fields[]) : [];
  return list.some(({ association }) => association !== undefined);
}

function note({ log }: Assembly, { key, record }: Entry, told: Set<string>): void {
  const owner = ownerOf(key);
  if (told.has(owner)) return;
  told.add(owner);
  log.add({
    code: 'OVERLAY_UNMATCHED',
    severity: 'warning',
    message: `No interface of the answers has the groups and addresses that the template says of ${owner}: one that has is added in each of its subnets.`,
    hint: 'Which of those that are there is its own today nobody tells: it stays as it is.',
    source: record.source,
  });
}
