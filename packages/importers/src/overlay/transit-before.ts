import { isAlike, type Kind } from '@hopwise/core';
import type { Draft } from '../describe/assembly.ts';
import { type Fields, listOf } from './rule-sense.ts';

/** Lists of tables of transit gateways, with what tells one element from another. */
export const LISTS = {
  transitGatewayAssociations: ['associations', 'transitGatewayAttachmentId'],
  transitGatewayPropagations: ['transitGatewayRouteTablePropagations', 'transitGatewayAttachmentId'],
  transitGatewayPrefixListReferences: ['transitGatewayPrefixListReferences', 'prefixListId'],
} as const;
export type Listing = keyof typeof LISTS;

/** Merged by themselves: what a table routes follows from who propagates to it, and others put things into it too. */
export const TRANSIT: ReadonlySet<Kind> = new Set<Kind>(['transitGatewayRoutes', ...(Object.keys(LISTS) as Listing[])]);

/** Of what a template says of a table, what answers list already. */
export function listedBefore(kind: Kind, planned: Draft, live: Draft): Draft {
  const [name, identity] = LISTS[kind as Listing] ?? ['routes', undefined];
  const all = listOf(live[name]);
  const isThere = (one: Fields) =>
    all.some((other) => {
      if (identity !== undefined) return other[identity] === one[identity];
      return isAlike(senseOf(other), senseOf(one));
    });
  return { ...planned, [name]: listOf(planned[name]).filter(isThere) };
}

/** Where a static route leads. */
function senseOf({ destinationCidrBlock, type, state, transitGatewayAttachments }: Fields): object {
  const targets = listOf(transitGatewayAttachments).map((one) => one.transitGatewayAttachmentId);
  return { destinationCidrBlock, type, isDead: state === 'blackhole', targets };
}
