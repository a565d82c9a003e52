import { createHmac } from 'node:crypto';
import { type Kind, kinds, type Settings, type Snapshot } from '@hopwise/core';
import { type AddressMask, addressMask } from './address-mask.ts';
import { type NameMask, nameMask } from './name-mask.ts';

export interface Anonymizer {
  snapshot(snapshot: Snapshot): Snapshot;
  /** What an end or an address of a question is called afterwards. */
  readonly address: AddressMask;
  readonly name: NameMask['name'];
}

/**
 * Replaces accounts, names, public addresses, values of tags and descriptions, each consistently, so that every question has
 * the same answer; ids of AWS, private addresses and ports stay. Who has the key can tell what was what, and nobody else.
 */
export function anonymizer(snapshot: Snapshot, key: string): Anonymizer {
  const digest = (text: string) => createHmac('sha256', key).update(text).digest('hex');
  const names = nameMask((text) => digest(text).slice(0, 12));
  const address = addressMask(
    (text) => Number.parseInt(digest(`bit ${text}`).slice(0, 2), 16) % 2 === 1,
    ownRanges(snapshot),
  );
  const mask: Mask = { names, address };
  return {
    address,
    name: names.name,
    snapshot: ({ version, records, coverage, unanswered, settings }) => ({
      version,
      // Each record keeps its fields, with other texts in them.
      records: Object.fromEntries(
        kinds.map((kind) => [kind, records[kind].map((record) => maskedRecord(kind, record, mask))]),
      ) as unknown as Snapshot['records'],
      coverage: coverage.map((one) => ({ ...one, account: one.account && names.account(one.account) })),
      ...(unanswered
        ? {
            unanswered: unanswered.map((one) => ({
              ...one,
              account: one.account && names.account(one.account),
              id: one.id && maskedText(one.id, '', mask),
            })),
          }
        : {}),
      settings: maskedSettings(settings, mask),
    }),
  };
}

interface Mask {
  readonly names: NameMask;
  readonly address: AddressMask;
}

/** Within these AWS tells addresses by their last bits. */
function ownRanges({ records }: Snapshot): readonly string[] {
  const blocks = [...records.vpc, ...records.subnet].flatMap((record) => textsIn(record));
  return blocks.filter((text) => /^[\da-f.:]+\/\d+$/i.test(text));
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function maskedRecord(kind: Kind, record: object, mask: Mask): object {
  const { source, ...fields } = record as { readonly source?: { readonly pointer: string } };
  const masked = maskedFields(fields, kind, [], mask) as object;
  // The path of the file is somebody's.
  return { ...masked, ...(source ? { source: { file: 'anonymized', pointer: source.pointer } } : {}) };
}

function maskedFields(value: unknown, kind: Kind, path: readonly string[], mask: Mask): unknown {
  if (typeof value === 'string') return maskedField(value, kind, path, mask);
  if (Array.isArray(value)) return value.map((one) => maskedFields(one, kind, path, mask));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, maskedFields(inner, kind, [...path, name], mask)]),
  );
}

const NAMES: ReadonlySet<string> = new Set([
  ...['groupName', 'loadBalancerName', 'targetGroupName', 'prefixListName', 'segmentName', 'deviceName'],
  ...['dBInstanceIdentifier', 'dBClusterIdentifier', 'dBSubnetGroupName', 'dBSubnetGroup', 'cacheClusterId'],
  ...['cacheSubnetGroupName', 'replicationGroupId', 'memberClusters', 'clusterIdentifier', 'clusterSubnetGroupName'],
  ...['connectionName', 'lagName', 'directConnectGatewayName', 'virtualInterfaceName', 'functionName', 'domainName'],
  ...['firewallName', 'firewallPolicyName', 'ruleGroupName'],
]);
const HOSTS: ReadonlySet<string> = new Set([
  ...['dNSName', 'dnsName', 'privateDnsName', 'publicDnsName', 'baseEndpointDnsNames', 'customEndpoints'],
  ...['readerEndpoint', 'endpoint', 'endpointV2', 'endpoints'],
]);
/** Fields that are names of one kind, and words of AWS of others. */
const NAMED: Partial<Record<Kind, readonly string[]>> = {
  ...{ eksCluster: ['name'], fileSystem: ['name'] },
  ...{ resourceConfiguration: ['name'], resourceGateway: ['name'] },
};

function maskedField(text: string, kind: Kind, path: readonly string[], { names, address }: Mask): string {
  const field = path.at(-1) ?? '';
  const above = path.at(-2) ?? '';
  if (path.length === 1 && (field === 'account' || field === 'region')) return names.account(text);
  if (above === 'tags' || above === 'tagSet') return tagValue(text, { names, address });
  if (field === 'description')
    return kind === 'networkInterface' ? names.interfaceDescription(text) : names.words(text);
  if (above === 'dnsResource' && field === 'domainName') return hostOf(text, names);
  if (NAMES.has(field) || (path.length === 1 && NAMED[kind]?.includes(field))) return names.name(text);
  if (HOSTS.has(field) || HOSTS.has(above) || (field === 'address' && above === 'endpoint')) return hostOf(text, names);
  if (kind === 'listenerRule' && field === 'values') return address(text) === text ? names.name(text) : address(text);
  if (kind === 'firewallRuleGroup') return ruleText(text, field, { names, address });
  if (kind === 'networkInterface' && field === 'requesterId') return requester(text, names);
  return maskedText(text, field, { names, address });
}

function maskedText(text: string, field: string, { names, address }: Mask): string {
  if (text.startsWith('arn:')) return names.arn(text);
  // `service:NAME` of an ECS task, `ACCOUNT/NAME` of a search domain.
  if (field === 'group' || field === 'domainId')
    return text
      .replace(/([:/])(.+)$/, (_, sign: string, name: string) => sign + names.name(name))
      .replace(/^\d{12}/, names.account);
  const other = address(text);
  return other === text ? names.account(text) : other;
}

/** Firewalls tell their own endpoints by tags that AWS sets. */
function tagValue(text: string, mask: Mask): string {
  if (text === 'true' || text === 'false') return text;
  return text.startsWith('arn:') ? mask.names.arn(text) : mask.names.name(text);
}

function hostOf(text: string, names: NameMask): string {
  return text.includes('.') ? names.host(text) : text;
}

/** Rules of Suricata and lists of domains: texts in quotes and domains are names, the rest is what decides. */
function ruleText(text: string, field: string, mask: Mask): string {
  if (text.startsWith('arn:')) return mask.names.arn(text);
  if (field === 'targets') return text.replace(/[^.].*/, (domain) => mask.names.name(domain));
  const quoted = text.replace(/"(?:[^"\\]|\\.)*"/g, (found) => `"${mask.names.words(found)}"`);
  return quoted.replace(/[\da-f]*[.:][\da-f.:]*[\da-f:](?:\/\d+)?/gi, mask.address);
}

function requester(text: string, names: NameMask): string {
  if (/^\d{12}$/.test(text)) return names.account(text);
  if (/^(?:amazon|aws)[\w-]*$/.test(text)) return text;
  return `${text.includes('awslambda') ? 'awslambda-' : ''}${names.name(text)}`;
}

function maskedSettings({ cidrs, appliances, sites, environments }: Settings, mask: Mask): Settings {
  const { names, address } = mask;
  const named = <T, U>(map: Readonly<Record<string, T>>, value: (one: T) => U) =>
    Object.fromEntries(Object.entries(map).map(([name, one]) => [names.name(name), value(one)]));
  const all = (list: readonly string[]) => list.map(address);
  return {
    cidrs: named(cidrs, all),
    appliances,
    sites: named(sites, (site) => ({
      ...site,
      prefixes: all(site.prefixes),
      ...(site.advertises === undefined
        ? {}
        : {
            advertises: Array.isArray(site.advertises)
              ? all(site.advertises)
              : Object.fromEntries(
                  Object.entries(site.advertises as Readonly<Record<string, readonly string[]>>).map(([link, list]) => [
                    link,
                    all(list),
                  ]),
                ),
          }),
    })),
    environments: named(environments, (selector) => selectorOf(selector, mask)),
  };
}

/** The terms of a selector, each with the name in it replaced. */
function selectorOf(text: string, { names, address }: Mask): string {
  return text.replace(/[^,&!]+/g, (term) => {
    const [, word, key, value] = /^\s*(tag:([^=]+)=|name:|cidr:|onprem:|account:)(.*?)\s*$/.exec(term) ?? [];
    if (word === undefined || value === undefined) return address(term.trim());
    const begin = key === undefined ? word : `tag:${key}=`;
    return begin + (word === 'account:' ? names.account(value) : names.name(value));
  });
}
