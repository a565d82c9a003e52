import { address } from './address.ts';
import { blockPublicAccessExclusion, blockPublicAccessOptions } from './block-public-access.ts';
import { egressOnlyInternetGateway } from './egress-only-internet-gateway.ts';
import { instance } from './instance.ts';
import { internetGateway } from './internet-gateway.ts';
import type { Lookup } from './lookup.ts';
import { natGateway } from './nat-gateway.ts';
import { networkAcl } from './network-acl.ts';
import { networkInterface } from './network-interface.ts';
import { prefixList, prefixListEntries } from './prefix-list.ts';
import type { DescribeCall, LinkSink, Recorded, RecordType } from './resource-type.ts';
import { routeTable } from './route-table.ts';
import { securityGroup } from './security-group.ts';
import { securityGroupRule } from './security-group-rule.ts';
import { securityGroupVpcAssociation } from './security-group-vpc-association.ts';
import { subnet } from './subnet.ts';
import { vpc } from './vpc.ts';
import { vpcEndpoint } from './vpc-endpoint.ts';
import { vpcPeeringConnection } from './vpc-peering-connection.ts';

/** Everything that is read, one line a kind. Importers, the collect script, the schema and the docs are driven by it. */
export const recordTypes = {
  vpc,
  subnet,
  networkInterface,
  instance,
  routeTable,
  securityGroup,
  securityGroupRule,
  securityGroupVpcAssociation,
  networkAcl,
  prefixList,
  prefixListEntries,
  internetGateway,
  egressOnlyInternetGateway,
  natGateway,
  address,
  vpcPeeringConnection,
  vpcEndpoint,
  vpcBlockPublicAccessOptions: blockPublicAccessOptions,
  vpcBlockPublicAccessExclusion: blockPublicAccessExclusion,
} as const;

export type Kind = keyof typeof recordTypes;
export const kinds: readonly Kind[] = Object.keys(recordTypes) as Kind[];

type RecordIn<T> = T extends RecordType<string, infer R> ? R : never;
export type RecordOfKind<K extends Kind> = Recorded<RecordIn<(typeof recordTypes)[K]>>;

/** The same registry with its precise types forgotten, for code that treats all kinds alike. */
export interface AnyRecordType {
  readonly kind: Kind;
  readonly title: string;
  readonly calls: readonly DescribeCall[];
  readonly without?: string;
  readonly idPrefix?: string;
  prefixes?(record: object): Iterable<string | undefined>;
  connect?(record: object, net: Lookup, graph: LinkSink): void;
  readonly record: {
    read(raw: unknown, problems: (path: string, expected: string) => void): object | undefined;
    readonly schema: object;
  };
  key(record: object): string | undefined;
  owner?(record: object): string | undefined;
}
export function recordType(kind: Kind): AnyRecordType {
  // A record type accepts only its own records; callers pass what its `record` read.
  return recordTypes[kind] as unknown as AnyRecordType;
}

/** The kind whose ids begin like this one, to name what a dangling reference refers to. */
export function kindOfId(id: string): Kind | undefined {
  return kinds.find((kind) => {
    const prefix = recordType(kind).idPrefix;
    return prefix !== undefined && id.startsWith(prefix);
  });
}
