import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerFlow, compile, type Network, type QuestionText } from '@hopwise/core';
import { importSnapshot } from '@hopwise/importers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Raw, raw, snapshotOf } from '../oracle/build.ts';
import { runsOf, verdictOf } from './asking.ts';
import { type NetworkPlan, networkPlans } from './plan.ts';
import { skeletonOf } from './skeleton.ts';
import { addressOf, planOf, templateOf } from './written-forms.ts';
import { logicalId, type Piece } from './written-piece.ts';
import { piecesOf } from './written-pieces.ts';
import { isOfService } from './written-transit.ts';

/** Plans of what all three forms can say: one account and Region, and no box whose inside somebody states. */
const plans = networkPlans(['transitGateway', 'loadBalancer', 'privateLink']).map((plan): NetworkPlan => {
  // A range on an interface cuts its subnet: what AWS chooses in it then has no address that stands for all.
  const isWhole = plan.parts.length > 0;
  const vpcs = plan.vpcs.map((one) => ({
    ...one,
    isFar: false,
    isForeign: false,
    nat: one.nat === 'none' || one.nat === 'private' ? one.nat : ('public' as const),
    hasInterfaceEndpoint: one.hasInterfaceEndpoint && isWhole,
    appliance: one.appliance === 'none' ? ('none' as const) : ('unstated' as const),
    balancer: {
      ...one.balancer,
      // Only network balancers provide services to others.
      kind: plan.parts.includes('privateLink') ? ('network' as const) : one.balancer.kind,
      targets: one.balancer.targets === 'lambda' ? ('ip' as const) : one.balancer.targets,
    },
    subnets: one.subnets.map((subnet) => ({
      ...subnet,
      hosts: subnet.hosts.map((host) => ({ ...host, hasPrefix: host.hasPrefix && !isWhole })),
    })),
  }));
  // No template accepts a peering of transit gateways, and none states what a firewall of a hub does.
  const shape = plan.transit.shape === 'hub' ? ('mesh' as const) : plan.transit.shape;
  return {
    ...plan,
    vpcs,
    transit: { ...plan.transit, shape, isSplit: false, listing: 'whole' },
    mutations: [],
    exclusion: 'none',
    publicAccess: plan.publicAccess === 'unstated' ? 'off' : plan.publicAccess,
  };
});

/** AWS's own prefix list is in no plan and no template: its answers are given beside them. */
const LISTS = {
  account: '111111111111',
  region: 'eu-west-1',
  PrefixLists: [
    { PrefixListId: 'pl-s3', PrefixListName: 'com.amazonaws.eu-west-1.s3', Cidrs: ['52.218.0.0/17'], OwnerId: 'AWS' },
  ],
};

async function imported(name: string, document: object): Promise<Network> {
  const folder = mkdtempSync(join(tmpdir(), 'hopwise-'));
  writeFileSync(join(folder, name), JSON.stringify(document));
  writeFileSync(join(folder, 'prefix-lists.json'), JSON.stringify(LISTS));
  const parameters = new Map([['AWS::Region', 'eu-west-1']]);
  const { snapshot } = await importSnapshot([folder], { parameters });
  rmSync(folder, { recursive: true });
  return compile(snapshot);
}

type Ends = readonly (readonly [from: string | undefined, to: string])[];

/** Every pair of hosts at their first addresses, each host with the internet, both ways, and both with what serves. */
function endsOf(all: readonly Raw[]): Ends {
  const hosts = all.flatMap((one) => {
    const id = String(one.fields.NetworkInterfaceId);
    const isHost = one.kind === 'networkInterface' && !id.includes('nat') && !isOfService(one);
    return isHost ? [[id, String(one.fields.PrivateIpAddress)] as const] : [];
  });
  const serving = all.flatMap(({ kind, fields }) => {
    const isEndpoint = kind === 'vpcEndpoint' && fields.VpcEndpointType === 'Interface';
    const id = isEndpoint ? fields.VpcEndpointId : (fields.LoadBalancerArn ?? fields.LoadBalancerName);
    return isEndpoint || kind === 'loadBalancer' || kind === 'classicLoadBalancer' ? [String(id)] : [];
  });
  const among = hosts.flatMap(([from, address]) =>
    hosts.flatMap(([to, dialled]) => (from === to ? [] : [[`${from}/${address}`, dialled] as const])),
  );
  const out = hosts.flatMap(([from, address]) =>
    ['8.8.8.8', '198.51.100.7', '52.218.1.1', ...serving].map((to) => [`${from}/${address}`, to] as const),
  );
  const from = [...hosts.map(([id]) => id), ...serving].map((id) => [undefined, id] as const);
  const isPrivate = (to: string) => all.some(({ fields }) => fields.VpcEndpointId === to && isOfProvider(fields));
  const ends = [...among, ...out, ...from];
  const each = Math.ceil(ends.length / MOST);
  return ends.filter(([, to], i) => i % each === 0 || isPrivate(to));
}

function isOfProvider({ ServiceName }: Raw['fields']): boolean {
  return String(ServiceName).startsWith('com.amazonaws.vpce.');
}

/** Questions of one network: hundreds of pairs tell no more. */
const MOST = 90;

const SERVICES: readonly Partial<QuestionText>[] = [
  { protocol: 'tcp', port: 443 },
  { protocol: 'tcp', port: 8090 },
  { protocol: 'udp', port: 53 },
  { protocol: 'icmp', icmpType: 8, icmpCode: 0 },
];

function answers(network: Network, ends: Ends, named: (id: string) => string): readonly string[] {
  return ends.map(([from, to], i) => {
    const service = SERVICES[/^vpce-\dpl$/.test(to) ? 0 : i % SERVICES.length];
    const [id = '', address] = (from ?? '').split('/');
    const question = {
      from: from ? `${named(id)}/${address}` : 'internet/203.0.113.250',
      to: /^\d/.test(to) ? to : named(to),
      ...(from ? {} : { address: 'public' as const }),
      ...service,
    };
    const verdict = verdictOf(answerFlow(network, question as QuestionText)).replace(/^(error \w+).*$/, '$1');
    return `${from ?? 'internet'} → ${to} ${JSON.stringify(service)}: ${verdict}`;
  });
}

test('a network answers alike from answers of AWS, from a plan and from a template', { timeout: 120_000 }, async () => {
  const seed = Number(process.env.HOPWISE_SEED ?? 20_260_101);
  for (const plan of fc.sample(plans, { numRuns: runsOf(4), seed })) {
    const skeleton = skeletonOf(plan);
    const isStated = skeleton.some(({ kind }) => kind === 'vpcBlockPublicAccessOptions');
    const off = raw('vpcBlockPublicAccessOptions', { InternetGatewayBlockMode: 'off' });
    const all = isStated ? skeleton : [...skeleton, off];
    const pieces: readonly Piece[] = piecesOf(all);
    const ends = endsOf(all);
    const live = answers(compile(snapshotOf(all)), ends, (id) => id);
    const planned = answers(await imported('plan.json', planOf(pieces)), ends, (id) => addressOf(pieces, id));
    expect(planned).toEqual(live);
    const stack = answers(await imported('net.json', templateOf(pieces)), ends, (id) => `net.${logicalId(id)}`);
    expect(stack).toEqual(live);
  }
});
