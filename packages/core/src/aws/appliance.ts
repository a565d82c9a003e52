import type { LegJoin } from '../model/leg-join.ts';
import type { Branch, ComponentId, Forwarding, Step, Stop } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import { ADMITS_ALL } from '../net/admission.ts';
import type { Label, LabelRange } from '../net/label-tree.ts';
import { aclStep } from './acl-filters.ts';
import { deliver, locusOf } from './delivery.ts';
import { all, alongPieces, linksAlong, stopped } from './forwarding.ts';
import { type Holder, labelOfAddress } from './holder.ts';
import { uncheckedEdit } from './interface-edits.ts';
import { interfaceIndex, outwardMap } from './interface-index.ts';
import { stateStop } from './interface-state.ts';
import type { Lookup } from './lookup.ts';
import { dropped, notCollected, surest } from './missing.ts';
import { unreadySubnet } from './place-state.ts';
import type { Guards, Handover } from './resource-type.ts';
import { mayForward } from './routed-interface.ts';
import type { ApplianceBehaviour } from './snapshot.ts';
import { refusal } from './source-filters.ts';
import { isPublic } from './well-known.ts';

/** A route hands packets to an interface whose machine passes them on: what it does inside is stated or unknown (APP-01). */
export function handToAppliance(net: Lookup, at: ComponentId, from: Handover, to: LabelRange): readonly Forwarding[] {
  const holder = interfaceIndex(net).holderOf(at);
  const subnetId = holder?.subnetId;
  if (!holder || !subnetId) {
    return all(
      to,
      stopped(from, linksAlong(net, ...from.chain), notCollected(net, at, 'networkInterface', at, from.place)),
    );
  }
  if (!net.get('subnet', subnetId)) {
    return all(
      to,
      stopped(from, linksAlong(net, ...from.chain), notCollected(net, at, 'subnet', subnetId, from.place)),
    );
  }
  if (holder.vpcId !== from.vpcId) {
    const evidence = { component: at, effect: 'blocks' as const, text: `it is an interface of ${holder.vpcId}` };
    return all(to, stopped(from, linksAlong(net, ...from.chain), dropped(at, 'BAD_STATE_ROUTE', evidence)));
  }
  const last = from.chain.at(-1);
  const chain = last === subnetId ? from.chain : [...from.chain, from.vpcId, subnetId];
  const links = linksAlong(net, ...chain, holder.at);
  const guards: Guards = net.behaviour(at)?.guards?.(at, net)?.[to.family] ?? { ingress: [], egress: [] };
  const entering: readonly Step[] = [
    ...from.steps,
    aclStep(net, subnetId, 'ingress', to.family),
    ...layoutNote(from, holder),
    ...guards.ingress.map((filter): Step => ({ kind: 'filter', filter, tracks: at })),
    ...checkStep(holder),
  ];
  // Rules that name a group do not work through a middlebox, whatever it does inside (SG-10, ID-08).
  const handed: Handover = { ...from, steps: [...entering, { kind: 'identity', becomes: 'none', by: at }] };
  const unready = unreadySubnet(net, subnetId, at, from.place);
  const broken = surest(faultsOf(net, holder, from, to.family));
  if (unready) return all(to, stopped(from, linksAlong(net, ...from.chain), surest([unready, broken]) as Stop));
  if (broken) return all(to, stopped(handed, links, broken));
  const index = interfaceIndex(net);
  return alongPieces(index.map(holder.vpcId, to.family), to, (value, piece) =>
    // What is addressed to the interface itself it does not pass on.
    index.holder(value) === holder
      ? deliver(net, from, piece)
      : all(piece, inside(net, holder, handed, links, guards, to.family)),
  );
}

function inside(
  net: Lookup,
  holder: Holder,
  from: Handover,
  links: Branch['links'],
  guards: Guards,
  family: Family,
): Branch {
  const { at } = holder;
  const behaviour = behaviourOf(net, holder);
  const blocks = (text: string) => ({ component: at, effect: 'blocks' as const, text });
  switch (behaviour) {
    case 'forward': {
      const steps: readonly Step[] = [
        ...from.steps,
        { kind: 'note', code: 'ASSUMED_APPLIANCE_FORWARDS', about: at },
        // A forwarder does not mind seeing half of it, but edge tables demand both halves (RET-08, GRT-05).
        from.entered
          ? { kind: 'stateful', by: at, missed: 'drop', code: 'INGRESS_RTB_TRAFFIC_REDIRECTION' }
          : { kind: 'stateful', by: at, missed: 'warn', code: 'ASYMMETRIC_ROUTE' },
        ...guards.egress.map((filter): Step => ({ kind: 'filter', filter, tracks: at })),
      ];
      return { links, steps, next: locusOf(net, holder, family), why: from.why };
    }
    case 'nat':
      // The conversation ends here, and the interface's own groups guard it as they guard any end.
      return {
        links,
        steps: from.steps,
        next: { kind: 'arrival', at, replies: locusOf(net, holder, family) },
        why: from.why,
      };
    case 'drop':
      return stopped(from, links, dropped(at, 'APPLIANCE_DROPS', blocks('it is stated to drop what it receives')));
    case undefined:
      return stopped(from, links, {
        kind: 'unknown',
        code: 'APPLIANCE_INSIDE',
        at,
        evidence: [blocks('what it does inside is not stated')],
      });
  }
}

/** A NAT instance opens the next conversation from its own address and with its own groups (APP-03, ID-14). */
export function translatingJoin(net: Lookup, holder: Holder, dialled: Label, family: Family): LegJoin | Stop {
  const { at, record } = holder;
  const own = family === 4 ? record?.privateIpAddress : record?.ipv6Addresses[0]?.ipv6Address;
  const source = labelOfAddress(net, own ?? undefined);
  if (source === undefined) {
    return dropped(at, 'NO_POSSIBLE_DESTINATION', {
      component: at,
      effect: 'blocks',
      text: `it has no IPv${family} address to send from`,
    });
  }
  const from = locusOf(net, holder, family);
  return {
    kind: 'join',
    accepts: ADMITS_ALL,
    code: 'PROTOCOL_RESTRICTION',
    clientPorts: 'remapped',
    pick: 'any',
    next: [{ from, end: at, source, to: dialled, family }],
  };
}

function behaviourOf(net: Lookup, holder: Holder): ApplianceBehaviour | undefined {
  const { appliances } = net.snapshot.settings;
  return appliances[holder.at] ?? appliances[holder.instanceId ?? ''] ?? net.assume.appliances;
}

/** Foreign packets pass only an interface whose source/destination check is off (ENI-02). */
function checkStep(holder: Holder): readonly Step[] {
  if (holder.record?.sourceDestCheck === false) return [];
  const { record } = holder;
  const mends = () => (record ? [uncheckedEdit(record)] : []);
  return [refusal(holder.at, 'ENI_SOURCE_DEST_CHECK_RESTRICTION', 'its source/destination check is on', mends)];
}

/** What keeps a target from passing on: not attached to something running it is a blackhole (RT-21); behind an internet gateway it needs a public address (GRT-04). */
function faultsOf(net: Lookup, holder: Holder, from: Handover, family: Family): readonly (Stop | undefined)[] {
  const { at, record } = holder;
  const blocks = (text: string) => ({ component: at, effect: 'blocks' as const, text });
  const isIdle = record !== undefined && !mayForward(record);
  const unfit = stateStop(net, at);
  const isBehindInternet = from.entered !== undefined && net.get('internetGateway', from.entered) !== undefined;
  const isHidden = isBehindInternet && !hasPublicAddress(net, holder, family);
  return [
    isIdle ? dropped(at, 'BAD_STATE_ROUTE', blocks('no instance is attached to it')) : undefined,
    unfit?.kind === 'dropped' ? { ...unfit, code: 'BAD_STATE_ROUTE' } : unfit,
    isHidden ? dropped(at, 'INGRESS_RTB_NO_PUBLIC_IP', blocks('it has no public address')) : undefined,
  ];
}

function hasPublicAddress(net: Lookup, holder: Holder, family: Family): boolean {
  const own = holder.prefixes.flatMap((prefix) =>
    prefix.family === family ? (net.labels[family].rangeOf(prefix)?.from ?? []) : [],
  );
  return own.some((label) => (family === 4 ? outwardMap(net, holder.vpcId).has(label) : isPublic(net, 6, label)));
}

function layoutNote(from: Handover, holder: Holder): readonly Step[] {
  return from.subnetId === holder.subnetId ? [{ kind: 'note', code: 'APPLIANCE_LAYOUT', about: holder.at }] : [];
}
