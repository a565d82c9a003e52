import type { ComponentId } from '../model/route.ts';
import { derivedBy } from './lookup.ts';
import { type Kind, kinds, recordType } from './record-types.ts';
import { attachmentsWithId } from './transit-gateway-attachments.ts';

/** The kinds whose objects an access scope means by a type such as `AWS::EC2::NatGateway`; none where it has no such type. */
export function kindsOfScopeType(type: string): readonly Kind[] {
  return kinds.filter((kind) => recordType(kind).scopeTypes?.includes(type));
}

/** Every type that a scope may name. */
export const scopeTypes: readonly string[] = [
  ...new Set(kinds.flatMap((kind) => recordType(kind).scopeTypes ?? [])),
].sort();

/** As which types a component may be meant; none for what scopes do not name. */
export const scopeTypesOf: (net: Parameters<ReturnType<typeof derivedBy>>[0], at: ComponentId) => readonly string[] =
  derivedBy((net, at) => {
    // The two sides of a peering share an id, by which no record goes alone.
    const isAttachment = attachmentsWithId(net, at).length > 0;
    const own = kinds.filter(
      (kind) =>
        recordType(kind).scopeTypes && (net.get(kind, at) || (isAttachment && kind === 'transitGatewayAttachment')),
    );
    const named = own.length > 0 ? own : [net.kindOfId(at)].filter((kind) => kind !== undefined);
    return [...new Set(named.flatMap((kind) => recordType(kind).scopeTypes ?? []))];
  });
