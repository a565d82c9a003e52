import type { Kind } from '@hopwise/core';
import type { Attributes } from './attributes.ts';
import type { Json } from './json.ts';

/** What a family of resources is read by, and where its records go. */
export interface Mapping {
  /** Instances of the types, as managed or as data sources tell of them. */
  all(...types: readonly string[]): readonly Attributes[];
  managed(...types: readonly string[]): readonly Attributes[];
  /** The id by which other records name it. */
  idOf(attributes: Attributes, attribute?: string): string;
  /** Adds a record, in the words of the API; it is read as an answer of AWS would be. */
  add(kind: Kind, raw: Json, from: Attributes): void;
  /** A name of what has no record under the resource's own id. */
  name(from: Attributes, ids: readonly string[]): void;
  /** Something of the kind could not be placed, so that nobody can tell what there is not. */
  leavesOpen(kind: Kind): void;
  /** Says that an argument is known after apply, and what follows from that. */
  unresolved(from: Attributes, argument: string, why: string): void;
  /** Ranges of subnets, once they were added. */
  subnet(id: string | undefined): PlannedSubnet | undefined;
  vpc(id: string | undefined): PlannedVpc | undefined;
  /** Answers of AWS are beside the resources, which change what these tell. */
  readonly isLaidOver: boolean;
  /** The tables of a transit gateway that take up what is attached, as answers of AWS among the input tell. */
  defaultTables(gateway: string | undefined): DefaultTables | undefined;
  /** The interface that answers of AWS among the input tell of an endpoint in a subnet. */
  endpointInterface(endpoint: string, subnet: string): string | undefined;
  /** Private addresses that answers of AWS among the input tell of a NAT gateway beside its first. */
  natAddresses(gateway: string): readonly string[];
  /** The id of a prefix list of this name that answers of AWS among the input tell. */
  listCalled(name: string): string | undefined;
  /** Done when all records are there: what rules and routes name decides which addresses are alike. */
  later(task: (addresses: Addresses) => void): void;
}

export interface DefaultTables {
  readonly association: string | undefined;
  readonly propagation: string | undefined;
}

export interface Addresses {
  inSubnet(subnetId: string | undefined, id: string, from: Attributes): string | undefined;
  inSubnet6(subnetId: string | undefined, id: string, from: Attributes): string | undefined;
  onInternet(id: string): string | undefined;
}

export interface PlannedSubnet {
  readonly id: string;
  readonly vpcId: string | undefined;
  readonly cidr: string | undefined;
  readonly cidr6: string | undefined;
  readonly zone: string | undefined;
  readonly mapsPublic: boolean;
  /** What is made in it has an IPv6 address. */
  readonly assigns6: boolean;
}

export interface PlannedVpc {
  readonly id: string;
  readonly ranges: readonly string[];
  readonly region: string | undefined;
  readonly defaultGroup: string;
}

/** Resources of some types, and how they become records. */
export interface Family {
  readonly types: readonly string[];
  map(mapping: Mapping): void;
}
