import { kinds } from '../../aws/record-types.ts';
import type { Network } from '../../engine/network.ts';
import { QuestionError } from '../../model/question-error.ts';
import type { End } from '../end.ts';
import { dedupe } from '../end-sets.ts';
import { resolveEnds } from '../ends.ts';
import { endsWithData } from '../managed-ends.ts';
import { endsByTag } from '../named-ends.ts';
import { scopeOfAws } from './aws-scope.ts';
import type { Scope } from './scope.ts';
import { allSites } from './scope-ends.ts';

/** A scope that comes with Hopwise: some read the network to know whom they mean. */
export interface BuiltInScope {
  readonly name: string;
  /** What Amazon calls the same scope. */
  readonly alias?: string;
  readonly title: string;
  readonly severity: Scope['severity'];
  scope(network: Network): Scope;
}

const INTERFACES = { ResourceStatement: { ResourceTypes: ['AWS::EC2::NetworkInterface'] } };
const INTERNET_GATEWAYS = { ResourceStatement: { ResourceTypes: ['AWS::EC2::InternetGateway'] } };

/** The four that Amazon creates in every account (spec of the last two: from their description). */
const AMAZON: readonly BuiltInScope[] = [
  amazon('igw-ingress', 'All-IGW-Ingress', 'From internet gateways to network interfaces', 'high', {
    Source: INTERNET_GATEWAYS,
    Destination: INTERFACES,
  }),
  amazon('igw-egress', 'AWS-IGW-Egress', 'From network interfaces to internet gateways', 'medium', {
    Source: INTERFACES,
    Destination: INTERNET_GATEWAYS,
  }),
  amazon('vpc-ingress', 'AWS-VPC-Ingress', 'Into VPCs, by whatever leads there', 'high', {
    Source: {
      ResourceStatement: {
        ResourceTypes: [
          'AWS::EC2::InternetGateway',
          'AWS::EC2::VPCPeeringConnection',
          'AWS::EC2::VPCEndpointService',
          'AWS::EC2::TransitGatewayAttachment',
          'AWS::EC2::VPNGateway',
        ],
      },
    },
    Destination: INTERFACES,
  }),
  amazon('vpc-egress', 'AWS-VPC-Egress', 'Out of VPCs, by whatever leads away', 'medium', {
    Source: INTERFACES,
    Destination: {
      ResourceStatement: {
        ResourceTypes: [
          'AWS::EC2::InternetGateway',
          'AWS::EC2::VPCPeeringConnection',
          'AWS::EC2::VPCEndpoint',
          'AWS::EC2::TransitGatewayAttachment',
          'AWS::EC2::VPNGateway',
        ],
      },
    },
  }),
];

const OUT = ['AWS::EC2::InternetGateway', 'AWS::EC2::EgressOnlyInternetGateway'];

const OURS: readonly BuiltInScope[] = [
  ours('internet-to-data', 'From the internet to the data tier', 'critical', (network) => [
    {
      from: { ends: { selector: 'internet' } },
      to: { ends: { found: dataTier(network), text: 'the data tier' } },
    },
  ]),
  ours('between-environments', 'From one environment to another', 'high', (network) => {
    const all = environments(network);
    return all.map(({ name, ends }) => ({
      from: { ends: { found: ends, text: name } },
      to: {
        ends: {
          found: dedupe(all.filter((other) => other.name !== name).flatMap((other) => other.ends)),
          text: `not ${name}`,
        },
      },
    }));
  }),
  ours('egress-without-inspection', 'To the internet past every firewall', 'medium', () => [
    {
      from: { ends: { types: ['AWS::EC2::NetworkInterface'] } },
      to: { ends: { types: OUT } },
      notThrough: [{ selector: 'inspection' }],
    },
  ]),
  ours('egress-without-nat', 'To the internet past every NAT gateway', 'medium', () => [
    {
      from: { ends: { types: ['AWS::EC2::NetworkInterface'] } },
      to: { ends: { types: OUT } },
      notThrough: [{ types: ['AWS::EC2::NatGateway', 'AWS::EC2::EgressOnlyInternetGateway'] }],
    },
  ]),
  ours('hybrid-ingress', 'Into VPCs over VPN, Direct Connect and Client VPN', 'medium', (network) => [
    {
      from: { ends: { found: allSites(network), text: 'sites' } },
      to: { ends: { types: ['AWS::EC2::NetworkInterface'] } },
    },
  ]),
];

export const builtInScopes: readonly BuiltInScope[] = [...AMAZON, ...OURS];

function amazon(
  name: string,
  alias: string,
  title: string,
  severity: Scope['severity'],
  path: Readonly<Record<string, unknown>>,
): BuiltInScope {
  return { name, alias, title, severity, scope: () => scopeOfAws({ MatchPaths: [path] }, { name, title, severity }) };
}

function ours(
  name: string,
  title: string,
  severity: Scope['severity'],
  match: (network: Network) => Scope['match'],
): BuiltInScope {
  return { name, title, severity, scope: (network) => ({ name, title, severity, match: match(network), exclude: [] }) };
}

const TIERS = ['data', 'db', 'database'];

/** Whatever is tagged so, and the databases, caches and file systems that AWS runs. */
function dataTier(network: Network): readonly End[] {
  const tagged = ['tier', 'Tier'].flatMap((key) => TIERS.flatMap((value) => endsByTag(network, key, value)));
  return dedupe([...tagged, ...endsWithData(network)]);
}

const TAGS = ['environment', 'Environment', 'env', 'Env'];

/** As hopwise.yaml states them; else by the tags that most people have. */
function environments(network: Network): readonly { readonly name: string; readonly ends: readonly End[] }[] {
  const stated = Object.entries(network.snapshot.settings.environments);
  if (stated.length > 0) return stated.map(([name, text]) => ({ name, ends: resolveEnds(network, text).ends }));
  for (const key of TAGS) {
    const values = [...new Set(tagValues(network, key))].sort();
    const found = values.map((name) => ({ name, ends: endsByTag(network, key, name) }));
    const used = found.filter(({ ends }) => ends.length > 0);
    if (used.length > 1) return used;
  }
  const hint = 'State them in hopwise.yaml: environments: { prod: "tag:stage=prod", test: "tag:stage=test" }.';
  throw new QuestionError('BAD_SCOPE', 'Nothing tells which environments there are', hint);
}

function tagValues(network: Network, key: string): readonly string[] {
  return kinds.flatMap((kind) =>
    network.all(kind).flatMap((record) => {
      const { tags, tagSet } = record as { readonly tags?: Tags; readonly tagSet?: Tags };
      return (tags ?? tagSet)?.[key] ?? [];
    }),
  );
}

type Tags = Readonly<Record<string, string>>;
