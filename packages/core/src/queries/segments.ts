import { interfaceIndex } from '../aws/interface-index.ts';
import type { Network } from '../engine/network.ts';
import { badSelector } from '../model/question-error.ts';
import { type ComponentId, INTERNET } from '../model/route.ts';
import { componentName } from './component-name.ts';

/** What a matrix is made by: one of these, or `tag:KEY`. */
export const SEGMENTATIONS = ['vpc', 'subnet', 'account', 'region', 'security-group'] as const;

/** Ends that are looked at as one. */
export interface Segment {
  /** An id, an account, a Region, a tag's value; `internet`, or the place outside itself. */
  readonly id: string;
  readonly name?: string;
}

/** Names the segments that an interface, or a place outside, is in; one may be in several groups. */
export type SegmentsOf = (end: ComponentId) => readonly string[];

const UNTAGGED = '(untagged)';

/** `by` as the user typed it; throws a `QuestionError` that lists what there is. */
export function segmentsBy(network: Network, by: string): SegmentsOf {
  const index = interfaceIndex(network);
  const namesOf = byInterface(network, by);
  const known = new Map<ComponentId, readonly string[]>();
  return (end) => {
    let names = known.get(end);
    if (!names) {
      names = index.holderOf(end) ? namesOf(end).map(String) : [end];
      known.set(end, names);
    }
    return names;
  };
}

function byInterface(network: Network, by: string): (at: ComponentId) => readonly string[] {
  const index = interfaceIndex(network);
  const record = (at: ComponentId) => network.get('networkInterface', at);
  const vpcOf = (at: ComponentId) => network.get('vpc', index.holderOf(at)?.vpcId);
  if (by.startsWith('tag:') && by.length > 'tag:'.length) {
    const key = by.slice('tag:'.length);
    return (at) => [tagOf(network, at, key) ?? UNTAGGED];
  }
  switch (by) {
    case 'vpc':
      return (at) => [index.holderOf(at)?.vpcId ?? at];
    case 'subnet':
      return (at) => [index.holderOf(at)?.subnetId ?? at];
    case 'account':
      return (at) => [record(at)?.ownerId ?? record(at)?.account ?? vpcOf(at)?.ownerId ?? '(unknown account)'];
    case 'region':
      return (at) => [record(at)?.region ?? vpcOf(at)?.region ?? '(unknown Region)'];
    case 'security-group':
      return (at) => {
        const groups = (record(at)?.groups ?? []).flatMap((group) => group?.groupId ?? []);
        return groups.length > 0 ? groups : ['(no group)'];
      };
    default:
      throw badSelector(by, `A matrix is made by ${SEGMENTATIONS.join(', ')} or tag:KEY.`);
  }
}

/** Its own tag, else that of its instance, its subnet, its VPC: the nearest that says something. */
function tagOf(network: Network, at: ComponentId, key: string): string | undefined {
  const holder = interfaceIndex(network).holderOf(at);
  const near = [
    network.get('networkInterface', at)?.tagSet,
    network.get('instance', holder?.instanceId)?.tags,
    network.get('subnet', holder?.subnetId)?.tags,
    network.get('vpc', holder?.vpcId)?.tags,
  ];
  return near.find((tags) => tags !== undefined && Object.hasOwn(tags, key))?.[key];
}

export function segmentNamed(network: Network, id: string): Segment {
  const name = id === INTERNET ? undefined : componentName(network, id).name;
  return { id, ...(name && name !== id ? { name } : {}) };
}
