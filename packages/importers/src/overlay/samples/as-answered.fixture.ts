import { ACCOUNT, arn } from './sample.fixture.ts';

/** What AWS makes beside a thing has an id of its own, in the form of its kind. */
const BESIDE: readonly (readonly [end: RegExp, prefix: string])[] = [
  [/#(?:cluster-group|default-group|groups)$/, 'sg'],
  [/#main$/, 'rtb'],
  [/#default-acl$/, 'acl'],
  [/#default-table$/, 'tgw-rtb'],
  [/#attachment$/, 'tgw-attach'],
  [/#endpoint\d*$/, 'vpce'],
  [/#instance\d+$/, 'i'],
  [/#default$/, `arn:aws:elasticloadbalancing:eu-west-1:${ACCOUNT}:listener-rule/default`],
  [/#(?:\w*eni|node|task)\d*$/, 'eni'],
];

/** What is known by its ARN in answers, and by its name to CloudFormation. */
const BY_ARN: Readonly<Record<string, readonly [name: string, arn: string, of: (name: string) => string]>> = {
  lambdaFunction: ['functionName', 'functionArn', (name) => arn('lambda', `function:${name}`)],
  dbInstance: ['dBInstanceIdentifier', 'dBInstanceArn', (name) => arn('rds', `db:${name}`)],
  dbCluster: ['dBClusterIdentifier', 'dBClusterArn', (name) => arn('rds', `cluster:${name}`)],
  dbSubnetGroup: ['dBSubnetGroupName', 'dBSubnetGroupArn', (name) => arn('rds', `subgrp:${name}`)],
  cacheCluster: ['cacheClusterId', 'aRN', (name) => arn('elasticache', `cluster:${name}`)],
  replicationGroup: ['replicationGroupId', 'aRN', (name) => arn('elasticache', `replicationgroup:${name}`)],
};

interface Written {
  readonly records: Readonly<Record<string, Record<string, unknown>[]>>;
}

/** A network that a template makes, with the ids by which answers know all of it. */
export function asAnswered(snapshot: string): string {
  const ids = new Map<string, string>();
  const numbered = snapshot.replaceAll(/(?<!"resourceArn": ?)"arn:aws:directconnect:[^"]*\/([^"/]+)"/g, '"$1"');
  const allocated = numbered.replaceAll(/"net\.(\w*Ip)"/g, '"eipalloc-$1"');
  const named = allocated.replaceAll(/"([^"\s]+#[^"\s]+)"/g, (text, id: string) => {
    const prefix = BESIDE.find(([end]) => end.test(id))?.[1];
    if (prefix === undefined) return text;
    const known = ids.get(id) ?? `${prefix}-0${ids.size}f`;
    ids.set(id, known);
    return JSON.stringify(known);
  });
  const all = JSON.parse(named) as Written;
  for (const [kind, [name, field, of]] of Object.entries(BY_ARN)) {
    for (const one of all.records[kind] ?? []) one[field] = of(String(one[name]));
  }
  for (const one of all.records.networkInterface ?? []) one.description = described(String(one.description ?? ''));
  return JSON.stringify(all);
}

/** AWS tells some interfaces of a service apart by what comes behind its name. */
function described(description: string): string {
  if (/^AWS Lambda VPC ENI-net/.test(description)) return `${description}-01234567-89ab-cdef-0123-456789abcdef`;
  if (/^EFS mount target/.test(description)) return `${description} (fsmt-1)`;
  return description.replace(/^(Route 53 Resolver: .*:)rni-\d$/, '$1rni-0f');
}
