import type { Kind } from '@hopwise/core';
import type { Assembly, Draft } from '../describe/assembly.ts';

/** What CloudFormation calls by its name, and answers know by its ARN: the field of the name, and the types of templates. */
const NAMED: Partial<Record<Kind, readonly [name: string, ...types: readonly string[]]>> = {
  lambdaFunction: ['functionName', 'AWS::Lambda::Function', 'AWS::Serverless::Function'],
  dbInstance: ['dBInstanceIdentifier', 'AWS::RDS::DBInstance', 'AWS::DocDB::DBInstance', 'AWS::Neptune::DBInstance'],
  dbCluster: ['dBClusterIdentifier', 'AWS::RDS::DBCluster', 'AWS::DocDB::DBCluster', 'AWS::Neptune::DBCluster'],
  dbSubnetGroup: [
    ...(['dBSubnetGroupName', 'AWS::RDS::DBSubnetGroup', 'AWS::DocDB::DBSubnetGroup'] as const),
    'AWS::Neptune::DBSubnetGroup',
  ],
  cacheCluster: ['cacheClusterId', 'AWS::ElastiCache::CacheCluster'],
  replicationGroup: ['replicationGroupId', 'AWS::ElastiCache::ReplicationGroup'],
  coreNetwork: ['coreNetworkId', 'AWS::NetworkManager::CoreNetwork'],
};

interface Place {
  readonly account: string | undefined;
  readonly region: string | undefined;
}

/** Names of answers, by which a stack finds what it has made. */
export interface LiveNames {
  /** The ARN of what CloudFormation calls by its name; undefined where answers do not tell which one is meant. */
  arnOf(type: string, name: string | undefined, place: Place): string | undefined;
  /** The public address that is allocated under an id. */
  addressOf(allocation: string | undefined): string | undefined;
  /** The caches of a replication group, each with its ARN. */
  membersOf(group: string | undefined, place: Place): readonly (readonly [name: string, arn: string])[];
}

export function liveNames({ entries }: Assembly): LiveNames {
  const kindOf = new Map(
    Object.entries(NAMED).flatMap(([kind, [, ...types]]) => types.map((type) => [type, kind as Kind] as const)),
  );
  const called = (kind: Kind, field: string, name: string, place: Place) =>
    (entries.get(kind) ?? []).filter(({ record }) => isAlike(record[field], name) && isIn(record, place));
  return {
    arnOf(type, name, place) {
      const kind = kindOf.get(type);
      if (!kind || name === undefined) return undefined;
      const keys = new Set(called(kind, NAMED[kind]?.[0] ?? '', name, place).map(({ key }) => key));
      const [only, ...others] = keys;
      return others.length > 0 ? undefined : only;
    },
    addressOf(allocation) {
      const found = entries.get('address')?.find(({ key }) => key === allocation);
      return typeof found?.record.publicIp === 'string' ? found.record.publicIp : undefined;
    },
    membersOf: (group, place) =>
      group === undefined
        ? []
        : called('cacheCluster', 'replicationGroupId', group, place).map(({ key, record }) => [
            String(record.cacheClusterId),
            key,
          ]),
  };
}

/** What CloudFormation calls something that answers list. */
export function physicalIdOf(kind: Kind, key: string, record: Draft): string {
  const name = record[NAMED[kind]?.[0] ?? ''];
  return typeof name === 'string' ? name : key;
}

/** RDS and ElastiCache tell names in lower case. */
function isAlike(name: unknown, other: string): boolean {
  return typeof name === 'string' && name.toLowerCase() === other.toLowerCase();
}

function isIn(record: Draft, { account, region }: Place): boolean {
  const within = (own: unknown, other: string | undefined) => own === undefined || other === undefined || own === other;
  // A core network is in no Region.
  return within(record.account, account) && (record.coreNetworkId !== undefined || within(record.region, region));
}
