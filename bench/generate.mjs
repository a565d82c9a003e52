import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { describeBalancers } from './balancers.mjs';
import { planEstate } from './estate-plan.mjs';
import {
  describeEgressOnlyInternetGateways,
  describeEndpoints,
  describeInternetGateway,
  describeNatAddress,
  describeNatGateway,
  planGateways,
} from './gateways.mjs';
import { describeAttachment, describeHub, placeAppliance } from './inspection-hub.mjs';
import { describeInterfaces } from './interfaces.mjs';
import { describeNetworkAcls } from './network-acls.mjs';
import { describePeeringConnection } from './peering-connections.mjs';
import { describePrefixLists } from './prefix-lists.mjs';
import { createRandom } from './random.mjs';
import { describeRouteTables } from './route-tables.mjs';
import { describeSecurityGroups } from './security-groups.mjs';
import { describeSubnet, describeVpc, planSubnets } from './vpc-network.mjs';

/** @typedef {{ interfaces: number, seed: number, shape?: string }} EstateOptions */

/**
 * An estate as the AWS CLI would describe it, by file: `<account>/<region>/vpcs.json` and so on.
 * @param {EstateOptions} options
 * @returns {Record<string, object>}
 */
export function generateEstate(options) {
  return Object.fromEntries(estateFiles(options));
}

/**
 * Writes the estate as the CLI prints it, one account at a time, so that memory does not grow with its size.
 * @param {string} folder
 * @param {EstateOptions} options
 * @returns {Promise<{ files: number, bytes: number }>}
 */
export async function writeEstate(folder, options) {
  let [files, bytes] = [0, 0];
  for (const [path, answer] of estateFiles(options)) {
    const text = `${JSON.stringify(answer, null, 2)}\n`;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
    files++;
    bytes += Buffer.byteLength(text);
  }
  return { files, bytes };
}

/** @param {EstateOptions} options @returns {Generator<[path: string, answer: object]>} */
export function* estateFiles({ interfaces, seed, shape }) {
  const { vpcs, peerings } = planEstate({ interfaces, seed, shape });
  const accounts = [...new Set(vpcs.map(({ account }) => account))];
  for (const [number, account] of accounts.entries()) {
    const own = vpcs.filter((vpc) => vpc.account === account);
    const random = createRandom(seed, 3_000_000 + number);
    const folder = `${account.ownerId}/${own[0].region}`;
    for (const [name, answer] of Object.entries(describeAccount(own, seed))) yield [`${folder}/${name}`, answer];
    const seen = peerings.filter(
      ({ requester, accepter }) => requester.account === account || accepter.account === account,
    );
    yield [`${folder}/vpc-peering-connections.json`, { VpcPeeringConnections: seen.map(describePeeringConnection) }];
    const { lists, entries } = describePrefixLists(account, own[0].region, random);
    yield [`${folder}/managed-prefix-lists.json`, { PrefixLists: lists }];
    for (const answer of entries) yield [`${folder}/prefix-list-entries-${answer.PrefixListId}.json`, answer];
    for (const [name, answer] of Object.entries(describeSettings(own[0]))) yield [`${folder}/${name}`, answer];
  }
  const [{ hub, account, region }] = vpcs;
  if (!hub) return;
  for (const [name, answer] of Object.entries(describeHub(hub, vpcs))) {
    yield [name === 'hopwise.yaml' ? name : `${account.ownerId}/${region}/${name}`, answer];
  }
}

/** What holds for a whole account: nothing special, but said, as missing answers would leave paths unknown. */
function describeSettings({ account, region }) {
  const options = {
    AwsAccountId: account.ownerId,
    AwsRegion: region,
    State: 'default-state',
    InternetGatewayBlockMode: 'off',
    ExclusionsAllowed: 'allowed',
  };
  return {
    'vpc-block-public-access-options.json': { VpcBlockPublicAccessOptions: options },
    'vpc-block-public-access-exclusions.json': { VpcBlockPublicAccessExclusions: [] },
    'security-group-vpc-associations.json': { SecurityGroupVpcAssociations: [] },
  };
}

/** @param {readonly import('./estate-plan.mjs').VpcPlan[]} vpcs of one account @param {number} seed */
function describeAccount(vpcs, seed) {
  const described = vpcs.map((vpc) => describeOne(vpc, createRandom(seed, 4_000_000 + vpc.index)));
  const all = (key) => described.flatMap((answers) => answers[key]);
  return {
    'vpcs.json': { Vpcs: all('vpcs') },
    'subnets.json': { Subnets: all('subnets') },
    'route-tables.json': { RouteTables: all('routeTables') },
    'network-acls.json': { NetworkAcls: all('networkAcls') },
    'security-groups.json': { SecurityGroups: all('securityGroups') },
    'network-interfaces.json': { NetworkInterfaces: all('interfaces') },
    'instances.json': { Reservations: all('reservations') },
    'internet-gateways.json': { InternetGateways: all('internetGateways') },
    'egress-only-internet-gateways.json': { EgressOnlyInternetGateways: all('egressOnlyInternetGateways') },
    'nat-gateways.json': { NatGateways: all('natGateways') },
    'addresses.json': { Addresses: all('addresses') },
    'vpc-endpoints.json': { VpcEndpoints: all('endpoints') },
    ...(vpcs[0].hub && {
      'transit-gateway-vpc-attachments.json': { TransitGatewayVpcAttachments: all('attachments') },
    }),
    ...(vpcs[0].shape.balancers && {
      'load-balancers.json': { LoadBalancers: all('loadBalancers') },
      'load-balancer-attributes.json': all('balancerAttributes'),
      'listeners.json': { Listeners: all('listeners') },
      'target-groups.json': { TargetGroups: all('targetGroups') },
      'target-group-attributes.json': all('targetGroupAttributes'),
      'target-health.json': all('targetHealth'),
    }),
  };
}

/** @param {import('./estate-plan.mjs').VpcPlan} vpc @param {import('./random.mjs').Random} random */
function describeOne(vpc, random) {
  const subnets = planSubnets(vpc, random);
  const gateways = planGateways(vpc, subnets, random);
  // Routes lead to the appliance, so interfaces come first where there is one; elsewhere the order of old is kept.
  const early = vpc.hub && describeInterfaces(vpc, subnets, gateways, random);
  if (early) placeAppliance(vpc, early.interfaces, subnets);
  const routeTables = describeRouteTables(vpc, subnets, gateways, random);
  const withS3 = routeTables.filter(({ Routes }) => Routes.some(({ GatewayId }) => GatewayId === gateways.s3));
  const plain = {
    vpcs: [describeVpc(vpc, random)],
    subnets: subnets.map((subnet) => describeSubnet(vpc, subnet, random)),
    routeTables,
    networkAcls: describeNetworkAcls(vpc, subnets, random),
    securityGroups: describeSecurityGroups(vpc, random),
    ...(early ?? describeInterfaces(vpc, subnets, gateways, random)),
    internetGateways: [describeInternetGateway(vpc, gateways)],
    egressOnlyInternetGateways: describeEgressOnlyInternetGateways(vpc, gateways),
    natGateways: gateways.nats.map((nat) => describeNatGateway(vpc, nat)),
    addresses: gateways.nats.map((nat) => describeNatAddress(vpc, nat)),
    endpoints: describeEndpoints(
      vpc,
      gateways,
      withS3.map(({ RouteTableId }) => RouteTableId),
    ),
  };
  const hosts = plain.interfaces.filter(({ Attachment }) => Attachment.InstanceId);
  const { balancerInterfaces, ...balancers } = describeBalancers(vpc, subnets, hosts, random);
  return {
    ...plain,
    ...balancers,
    interfaces: [...plain.interfaces, ...balancerInterfaces],
    attachments: describeAttachment(vpc, subnets),
  };
}

// node bench/generate.mjs FOLDER INTERFACES [SEED [SHAPE]]
if (argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, interfaces, seed = '1', shape] = argv.slice(2);
  const written = await writeEstate(folder, { interfaces: Number(interfaces), seed: Number(seed), shape });
  console.log(JSON.stringify(written));
}
