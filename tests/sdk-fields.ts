/**
 * Checked by the compiler alone: every field that a record type declares exists in the SDK's type of the same object, at
 * every depth. A misspelt field would read as absent for ever, and nothing else would notice.
 */
import type * as sdk from '@aws-sdk/client-ec2';
import type { Kind, Provenance, RecordOfKind } from '@hopwise/core';

/** What the SDK calls the objects of each kind. */
interface SdkTypes {
  vpc: sdk.Vpc;
  subnet: sdk.Subnet;
  networkInterface: sdk.NetworkInterface;
  instance: sdk.Instance;
  routeTable: sdk.RouteTable;
  securityGroup: sdk.SecurityGroup;
  securityGroupRule: sdk.SecurityGroupRule;
  securityGroupVpcAssociation: sdk.SecurityGroupVpcAssociation;
  networkAcl: sdk.NetworkAcl;
  prefixList: sdk.ManagedPrefixList & Pick<sdk.PrefixList, 'Cidrs'>;
  prefixListEntries: sdk.GetManagedPrefixListEntriesResult &
    Pick<sdk.GetManagedPrefixListEntriesRequest, 'PrefixListId'>;
  internetGateway: sdk.InternetGateway;
  egressOnlyInternetGateway: sdk.EgressOnlyInternetGateway;
  natGateway: sdk.NatGateway;
  address: sdk.Address;
  vpcPeeringConnection: sdk.VpcPeeringConnection;
  vpcEndpoint: sdk.VpcEndpoint;
  vpcBlockPublicAccessOptions: sdk.VpcBlockPublicAccessOptions;
  vpcBlockPublicAccessExclusion: sdk.VpcBlockPublicAccessExclusion;
}

/** Names on the wire that the SDK's types lack, each with its reason. */
type Exceptions = never;

/** Tags are a list of pairs on the wire and a map in a record. */
type IsTags<T> = string extends keyof T ? true : false;

/** The paths of `Ours` that `Theirs` does not have. */
type Unknown<Ours, Theirs, Path extends string> = Ours extends readonly (infer Item)[]
  ? Theirs extends readonly (infer Element)[]
    ? Unknown<Item, NonNullable<Element>, Path>
    : Path
  : Ours extends object
    ? IsTags<Ours> extends true
      ? never
      : {
          [K in keyof Ours & string]: Capitalize<K> extends keyof Theirs
            ? Unknown<NonNullable<Ours[K]>, NonNullable<Theirs[Capitalize<K>]>, `${Path}.${K}`>
            : `${Path}.${K}`;
        }[keyof Ours & string]
    : never;

type UnknownFields = {
  [K in Kind]: Exclude<Unknown<Omit<RecordOfKind<K>, keyof Provenance>, SdkTypes[K], K>, Exceptions>;
}[Kind];

/** Does not compile, and names the fields, when there are any. */
export const unknownFields: Readonly<Record<UnknownFields, 'misspelt'>> = {};
