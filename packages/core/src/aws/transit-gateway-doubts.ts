import { ADDRESS_LENGTH, type Family } from '../net/address.ts';
import { STATIC, type TransitDecision, type TransitRoute, type TransitTable } from './transit-gateway-table.ts';

/** What may route an address otherwise than a decision says: what is not listed, and prefix lists that were not read. */
export function doubtsOf(
  { open, unread }: TransitTable,
  decision: TransitDecision,
  family: Family,
): { readonly isOpen: boolean; readonly unread: readonly TransitRoute[] } {
  if (isSettled(decision, family)) return { isOpen: false, unread: [] };
  return { isOpen: open === 'anything' || (open === 'uncovered' && decision.routes.length === 0), unread };
}

/** Nothing longer could be listed or propagated. */
function isSettled({ length, routes }: TransitDecision, family: Family): boolean {
  return length === ADDRESS_LENGTH[family] && routes[0]?.rank === STATIC;
}
