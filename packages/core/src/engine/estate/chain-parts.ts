import type { Chain, Part } from './chains.ts';

/** What all parts of a chain have of one kind, in order. */
export function ofParts<T>({ parts }: Chain, listOf: (part: Part) => readonly T[]): readonly T[] {
  return parts.length === 1 ? listOf(parts[0] as Part) : parts.flatMap(listOf);
}

export function isPassed({ parts }: Chain, component: string): boolean {
  return parts.some(
    ({ onDestination, onSource }) =>
      onDestination.some(({ filter }) => filter.component === component) ||
      onSource.some((one) => 'admits' in one && one.component === component),
  );
}

export function isRemembered({ parts }: Chain): boolean {
  return parts.some(({ remembered }) => remembered.length > 0);
}

/** The reply came by what must have seen the request. Addresses stay as they are, so who saw it tells enough. */
export function isUnasked(request: Chain, reply: Chain): boolean {
  return (
    isRemembered(reply) &&
    ofParts(reply, remembered).some(
      ({ by, missed }) => missed !== 'warn' && !ofParts(request, remembered).some((one) => one.by === by),
    )
  );
}

/** The request came by what must see the reply too. */
export function isUnanswered(request: Chain, reply: Chain): boolean {
  return (
    isRemembered(request) &&
    ofParts(request, remembered).some(
      ({ by, missed }) => missed === 'drop' && !ofParts(reply, remembered).some((one) => one.by === by),
    )
  );
}

function remembered({ remembered: own }: Part): Part['remembered'] {
  return own;
}
