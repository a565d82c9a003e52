import { isAlike, type Kind, kinds } from '@hopwise/core';
import type { Assembly, Entry } from '../describe/assembly.ts';
import { attachedIn, tellUse } from './attached-interfaces.ts';
import { type DatabaseOwners, databaseOwners, isOfDatabase, ownOf } from './database-interfaces.ts';
import { endRoutes, routeTargets } from './dead-routes.ts';
import { dropInterfaces } from './drop-interfaces.ts';
import { inAnswersTerms } from './interfaces-beside.ts';
import { localRanges, mergeLocalRoutes } from './local-routes.ts';
import { mergeGroups } from './merge-groups.ts';
import { mergeTransitTables } from './merge-transit-tables.ts';
import { mergedRecord } from './merged-record.ts';
import { mergeNatAddresses } from './nat-addresses-over.ts';
import { Overlaid, overlayNotes } from './overlay-notes.ts';
import { type Places, placesOf, settle } from './places-of.ts';
import { mergePropagated } from './propagated-tables.ts';
import { giveDefaults, releaseAssociations } from './release-associations.ts';
import { byIdentity, sameInterfaces } from './same-interfaces.ts';
import { mergeScaled } from './scaled-instances.ts';
import { TRANSIT } from './transit-before.ts';
import { renameMoved } from './vpn-attachments.ts';
import { tellZones } from './zone-ids.ts';

/** Merged by themselves: rules have no ids before they are there. */
const GROUPS: ReadonlySet<Kind> = new Set<Kind>(['securityGroup', 'securityGroupRule']);

/**
 * Makes of answers what a plan would make of the network: of what the plan holds before and after, the difference is made
 * in the answers, object by object and rule by rule. What the plan does not manage stays as it is.
 */
export function layOver(live: Assembly, before: Assembly, after: Assembly, file: string): void {
  renameMoved(before, after);
  const done = new Overlaid();
  const places = placesOf(live);
  const [ranges, attached, owners] = [localRanges(live), attachedIn(live), databaseOwners(live)];
  const targets = routeTargets(live);
  mergeScaled(live, before, after, done);
  mergeTransitTables(live, before, after, places, done);
  mergeNatAddresses(live, before, after, done);
  for (const kind of kinds)
    if (!GROUPS.has(kind) && !TRANSIT.has(kind)) layOverKind(kind, { live, before, after, owners }, places, done);
  mergePropagated(live, before, after);
  mergeLocalRoutes(live, ranges);
  tellUse(live, attached);
  tellZones(live);
  dropInterfaces(live, owners, done);
  endRoutes(live, targets);
  mergeGroups(live, before, after, places, done);
  for (const [alias, ids] of after.aliases) {
    live.aliases.set(alias, [...new Set([...(live.aliases.get(alias) ?? []), ...ids])]);
  }
  live.coverage.push(...after.left.map((one) => ({ ...one, ...places.only })));
  overlayNotes(live.log, file, done);
}

interface Sides {
  readonly live: Assembly;
  readonly before: Assembly;
  readonly after: Assembly;
  readonly owners: DatabaseOwners;
}

function layOverKind(kind: Kind, sides: Sides, places: Places, done: Overlaid): void {
  const { live, before, after, owners } = sides;
  const [olds, news] = [byKey(before, kind), byKey(after, kind)];
  if (olds.size + news.size === 0) return;
  const own = live.entries.get(kind) ?? [];
  const known = grouped(kind, own);
  const found = (key: string, old: Entry | undefined) =>
    known.get(key) ?? (kind === 'networkInterface' && old ? interfacesOf(old, own, sides, done) : []);
  const changed = new Map<Entry, Entry | undefined>();
  const added: Entry[] = [];
  for (const [key, old] of olds) {
    // Those of a database go with it.
    const isTheirs = kind === 'networkInterface' && isOfDatabase(old.record) && owners.isTold && !known.has(key);
    if (news.has(key) || isTheirs) continue;
    const gone = found(key, old);
    for (const one of gone) changed.set(one, undefined);
    // A route table goes and its subnets stay: only what holds interfaces takes them along.
    if (HOLDERS.has(kind)) done.gone.push(...gone);
    if (gone.length > 0) done.removed++;
    else if (own.length > 0) done.missing(kind, key, old);
  }
  for (const [key, now] of news) {
    const old = olds.get(key);
    const isSame = old !== undefined && isAlike(fieldsOf(old), fieldsOf(now));
    const there = isSame && !known.has(key) && key.includes('#') ? [] : found(key, old);
    // What AWS made beside a thing that is there has an id of its own.
    const isBeside = isSame && key.includes('#');
    // What only something is put into is nothing by that.
    if (there.length === 0 && old && after.held.has(key.replace(/#.*$/, ''))) {
      if (!isSame) done.unmatched.push({ kind, key, address: now.record.source.pointer, isHeld: true });
      continue;
    }
    if (there.length === 0 && !isBeside) {
      if (!old) done.added++;
      else if (own.length > 0) done.missing(kind, key, now);
      added.push(settle(now, places));
    }
    if (there.length === 0 || isSame) continue;
    // A function that leaves its VPC leaves its interfaces.
    if (kind === 'lambdaFunction' && now.record.vpcConfig === undefined) done.gone.push(...there.map(nameless));
    for (const one of there) {
      const isOfAws = old && there.length === 1 && now.record.requesterManaged === true;
      const [was, is] = isOfAws ? inAnswersTerms(old.record, now.record, one.record) : [old?.record, now.record];
      changed.set(one, { ...one, record: mergedRecord(kind, one.record, was, is) });
    }
    done.changed++;
  }
  if (changed.size + added.length === 0) return;
  const kept = own.flatMap((one) => (changed.has(one) ? (changed.get(one) ?? []) : one));
  const earlier = [...own];
  own.length = 0;
  for (const one of [...kept, ...added]) own.push(one);
  releaseAssociations(kind, own, olds, news);
  giveDefaults(kind, earlier, own);
}

/** The interfaces that a planned one stands for. */
function interfacesOf(old: Entry, own: readonly Entry[], { before, owners }: Sides, done: Overlaid): readonly Entry[] {
  const some = sameInterfaces(own, old);
  const found = ownOf(owners, before, old, some);
  if (found.length === 0 && some.length > 0) done.untold.push(old);
  return found;
}

const HOLDERS: ReadonlySet<Kind> = new Set<Kind>([
  'vpc',
  'subnet',
  'instance',
  'natGateway',
  'vpcEndpoint',
  'transitGatewayVpcAttachment',
  'loadBalancer',
  'classicLoadBalancer',
  'mountTarget',
  'instanceConnectEndpoint',
  'lambdaFunction',
  'openSearchDomain',
  'eksCluster',
  'cacheCluster',
  'dbInstance',
  'redshiftCluster',
]);

/** What is left of its names tells its interfaces, and nothing else. */
function nameless(one: Entry): Entry {
  return { ...one, key: '' };
}

function byKey(assembly: Assembly, kind: Kind): ReadonlyMap<string, Entry> {
  return new Map(byIdentity(kind, assembly.entries.get(kind) ?? []));
}

/** An object may be in several answers: the plan changes it in all. */
function grouped(kind: Kind, entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const [key, entry] of byIdentity(kind, entries)) {
    const own = found.get(key);
    if (own) own.push(entry);
    else found.set(key, [entry]);
  }
  return found;
}

/** Where it was read, and which account the file says, is no difference. */
function fieldsOf({ record }: Entry): object {
  const { account: _, region: __, source: ___, ...fields } = record;
  return fields;
}
