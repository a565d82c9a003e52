import { type InterfacePlace, placeOfInterface } from '../aws/interface-place.ts';
import type { Network } from '../engine/network.ts';
import { badSegmentation } from '../model/question-error.ts';
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
  const namesIn = segmentation(network, by);
  const known = new Map<ComponentId, readonly string[]>();
  return (end) => {
    let names = known.get(end);
    if (!names) {
      const place = placeOfInterface(network, end);
      names = place ? namesIn(place, end).map(String) : [end];
      known.set(end, names);
    }
    return names;
  };
}

function segmentation(network: Network, by: string): (place: InterfacePlace, at: ComponentId) => readonly string[] {
  if (by.startsWith('tag:') && by.length > 'tag:'.length) {
    const key = by.slice('tag:'.length);
    if (!isTagged(network, key))
      throw badSegmentation(by, 'Nothing in the input has this tag: look how it is spelled.');
    return ({ tag }) => [tag(key) ?? UNTAGGED];
  }
  switch (by) {
    case 'vpc':
      return ({ vpc }, at) => [vpc ?? at];
    case 'subnet':
      return ({ subnet }, at) => [subnet ?? at];
    case 'account':
      return ({ account }) => [account ?? '(unknown account)'];
    case 'region':
      return ({ region }) => [region ?? '(unknown Region)'];
    case 'security-group':
      return ({ groups }) => (groups.length > 0 ? groups : ['(no group)']);
    default:
      throw badSegmentation(by, `Use ${SEGMENTATIONS.join(', ')}, or tag:KEY.`);
  }
}

/** Whether anything has the tag that an interface may be gathered by. */
function isTagged(network: Network, key: string): boolean {
  const has = ({ tags }: { readonly tags?: Readonly<Record<string, string>> | undefined }) =>
    tags !== undefined && Object.hasOwn(tags, key);
  return (
    (['vpc', 'subnet', 'instance'] as const).some((kind) => network.all(kind).some(has)) ||
    network.all('networkInterface').some(({ tagSet }) => has({ tags: tagSet }))
  );
}

export function segmentNamed(network: Network, id: string): Segment {
  const name = id === INTERNET ? undefined : componentName(network, id).name;
  return { id, ...(name && name !== id ? { name } : {}) };
}
