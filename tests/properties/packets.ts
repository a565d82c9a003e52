import type { Settings } from '@hopwise/core';
import fc from 'fast-check';
import type { Raw } from '../oracle/build.ts';
import type { Packet } from '../oracle/oracle.ts';
import { listOf, ofKind, pick } from './mutations.ts';
import { type Own, ownAddresses, subnetsRoutedBy, subnetsRoutedTo } from './packet-ends.ts';
import { hybridEnds } from './packet-hybrid.ts';
import { serviceOf } from './packet-service.ts';
import { type Choice, choices, type Part } from './plan.ts';

/** What a packet is about; who sends it and where it goes follows from the network it is asked of. */
export interface PacketPlan {
  readonly intent: (typeof intents)[number] | (typeof intentsOf)[Part][number];
  readonly ends: Choice;
  readonly service: Choice;
}

const intents = [
  ...(['local', 'local', 'peer', 'peer', 'out', 'out', 'out6', 'in', 'in', 'in', 'edge', 'edge'] as const),
  ...([
    'egressOnly',
    'egressOnly',
    'egressOnly',
    'egressOnly',
    'service',
    'service',
    'endpoint',
    'endpoint',
    'endpoint',
  ] as const),
  ...(['reference', 'reference', 'reference', 'reference', 'reference', 'reference', 'reference', 'hairpin'] as const),
  ...(['spoofed', 'unowned', 'wild'] as const),
] as const;

/** What packets of a part are about. */
const intentsOf = {
  transitGateway: ['transit', 'transit', 'transit', 'transit', 'transit', 'transit', 'centralEgress', 'centralEgress'],
  loadBalancer: ['balancer', 'balancer', 'balancer', 'balancer', 'balancer', 'balancerIn', 'balancerIn', 'balancerIn'],
  privateLink: ['privateLink', 'privateLink', 'privateLink', 'privateLink'],
  sharedResource: ['resource', 'resource', 'resource', 'resource'],
  inspection: ['inspected', 'inspected', 'inspected', 'inspected', 'edge', 'edge'],
  hybrid: [
    ...(['toSite', 'toSite', 'toSite', 'toSite', 'toSite', 'fromSite', 'fromSite', 'fromSite', 'fromSite'] as const),
    ...(['fromSite', 'siteToSite', 'siteToSite', 'siteToSite', 'clients', 'clients', 'clients'] as const),
  ],
  hybridTransit: [],
} as const satisfies Record<Part, readonly string[]>;

export function packetPlans(parts: readonly Part[]): fc.Arbitrary<PacketPlan> {
  const all = [...intents, ...parts.flatMap((part) => intentsOf[part])];
  return fc.record({ intent: fc.constantFrom(...all), ends: choices, service: choices });
}

export const OUTSIDE = ['8.8.8.8', '198.51.100.7', '52.218.1.1'];
export const OUTSIDE6 = ['2a00:1450::1', '2600:1::1'];
export const ODD = [
  '10.1.0.200',
  '10.2.1.200',
  '10.9.0.1',
  '172.20.0.1',
  '100.64.0.9',
  '169.254.169.254',
  '169.254.168.9',
  '10.1.0.2',
  '10.1.0.1',
  '10.1.8.5',
  '203.0.113.200',
  '203.0.113.201',
  '224.0.0.5',
  '10.1.9.200',
];
export const ODD6 = [
  '2600:1f18:1::999',
  '2600:1f18:2:1::999',
  'fd00:ec2::254',
  'fd00:ec2::77',
  'fd12::1',
  'ff02::1',
  '2600:1f18:9::1',
];

/** The packet that a plan means in a network. */
export function packetOf(
  resources: readonly Raw[],
  plan: PacketPlan,
  sites: Settings['sites'] = {},
): Packet | undefined {
  const ends = endsOf(resources, plan, sites);
  if (!ends) return undefined;
  const source = 'internet' in ends.from ? ends.from.internet : ends.from.address;
  return source.includes(':') === ends.to.includes(':')
    ? { ...ends, ...serviceOf(plan, ends.to.includes(':')) }
    : undefined;
}

function endsOf(
  resources: readonly Raw[],
  plan: PacketPlan,
  sites: Settings['sites'],
): Pick<Packet, 'from' | 'to'> | undefined {
  const { intent } = plan;
  const { a, b, c } = plan.ends;
  const all = ownAddresses(resources);
  const hosts = all.filter(({ type, isNode }) => type === 'interface' && !isNode);
  const publics = ofKind(resources, 'networkInterface').flatMap((one) =>
    listOf(one, 'PrivateIpAddresses').flatMap(({ Association }) => {
      const address = (Association as { PublicIp?: string } | undefined)?.PublicIp;
      return address
        ? [{ address, id: String(one.fields.NetworkInterfaceId), subnetId: String(one.fields.SubnetId) }]
        : [];
    }),
  );
  const nodes = all.filter(({ isNode }) => isNode);
  const is6 = ({ address }: Own) => address.includes(':');
  const from = (own: Own | undefined) => own && { networkInterfaceId: own.id, address: own.address };
  const between = (sender: Own | undefined, to: string | undefined) => {
    const source = from(sender);
    return source && to ? { from: source, to } : undefined;
  };
  const sender = pick(hosts, a);
  const alike = (one: Own) => sender !== undefined && is6(one) === is6(sender) && one.id !== sender.id;
  switch (intent) {
    case 'local':
      return between(
        sender,
        pick(
          hosts.filter((one) => alike(one) && one.vpcId === sender?.vpcId),
          b,
        )?.address,
      );
    case 'peer':
      return between(
        sender,
        pick(
          hosts.filter((one) => alike(one) && one.vpcId !== sender?.vpcId),
          b,
        )?.address,
      );
    case 'toSite':
    case 'fromSite':
    case 'siteToSite':
    case 'clients':
      return hybridEnds(resources, sites, all, plan);
    case 'transit': {
      const joined = subnetsRoutedBy(resources, 'TransitGatewayId');
      const sending = pick(
        hosts.filter((one) => joined.has(one.subnetId)),
        a,
      );
      const far = hosts.filter((one) => sending && one.vpcId !== sending.vpcId && is6(one) === is6(sending));
      return between(sending, pick(far, b)?.address);
    }
    case 'inspected': {
      const led = subnetsRoutedTo(resources, /^vpce-\d+fw/);
      const guarded = hosts.filter((one) => led.has(one.subnetId) && !is6(one));
      const near = pick(guarded, a);
      const others = hosts.filter((one) => near && one.id !== near.id && !is6(one) && one.subnetId !== near.subnetId);
      return c % 3 === 0
        ? between(near, pick(OUTSIDE, b))
        : between(
            near,
            pick(
              others.filter((one) => one.vpcId === near?.vpcId || c % 3 === 1),
              b,
            )?.address,
          );
    }
    case 'balancer':
      return between(
        pick(
          hosts.filter((one) => !is6(one)),
          a,
        ),
        pick(
          nodes.filter(({ address }) => !address.includes(':')),
          b,
        )?.address,
      );
    case 'balancerIn': {
      const to = pick(
        publics.filter(({ id }) => nodes.some((node) => node.id === id)),
        b,
      )?.address;
      return to ? { from: { internet: pick(OUTSIDE, a) ?? '' }, to } : undefined;
    }
    case 'privateLink':
    case 'resource':
      return between(
        pick(
          hosts.filter((one) => !is6(one)),
          a,
        ),
        pick(
          all.filter(({ id }) => (intent === 'resource' ? /re\d$/ : /pl\d$/).test(id)),
          b,
        )?.address,
      );
    case 'centralEgress': {
      const central = subnetsRoutedBy(resources, 'TransitGatewayId', '0.0.0.0/0');
      return between(
        pick(
          hosts.filter((one) => !is6(one) && central.has(one.subnetId)),
          a,
        ),
        pick(OUTSIDE, b),
      );
    }
    case 'out':
      return between(
        pick(
          hosts.filter((one) => !is6(one)),
          a,
        ),
        pick(OUTSIDE, b),
      );
    case 'out6':
      return between(
        pick(hosts.filter(is6), a),
        pick(c % 3 === 0 ? ['64:ff9b::808:808', '64:ff9b::a01:a'] : OUTSIDE6, b),
      );
    case 'egressOnly': {
      const behind = subnetsRoutedBy(resources, 'EgressOnlyInternetGatewayId');
      return between(
        pick(
          hosts.filter((one) => is6(one) && behind.has(one.subnetId)),
          a,
        ),
        pick(OUTSIDE6, b),
      );
    }
    case 'edge': {
      const guarded = new Set([
        ...subnetsRoutedBy(resources, 'NetworkInterfaceId'),
        ...subnetsRoutedTo(resources, /^vpce-\d+fw/),
      ]);
      const to = pick(
        publics.filter(({ subnetId }) => guarded.has(subnetId)),
        b,
      )?.address;
      return to ? { from: { internet: pick(OUTSIDE, a) ?? '' }, to } : undefined;
    }
    case 'spoofed': {
      // Only what does not check its sources sends from an address that is not its own.
      const free = pick(
        hosts.filter((one) => !is6(one) && !one.isChecked),
        a,
      );
      const far = hosts.filter((one) => !is6(one) && one.vpcId !== free?.vpcId);
      return between(free && { ...free, address: '10.7.0.7' }, pick(far, b)?.address);
    }
    case 'reference': {
      const named = hosts.filter((one) => one.groups.some((group) => /app$/.test(group)));
      const other = pick(named, a);
      const asked = hosts.filter(
        (one) => one.id !== other?.id && other && is6(one) === is6(other) && isNear(one, other, c),
      );
      const mate = pick(asked, b);
      return c % 4 > 0 ? between(mate, other?.address) : between(other, mate?.address);
    }
    case 'in': {
      const inside6 = hosts.filter(is6).map(({ address }) => address);
      const to = c % 3 === 0 ? pick(inside6, b) : pick(publics, b)?.address;
      return to ? { from: { internet: pick(to.includes(':') ? OUTSIDE6 : OUTSIDE, a) ?? '' }, to } : undefined;
    }
    case 'hairpin':
      return between(
        pick(
          hosts.filter((one) => !is6(one)),
          a,
        ),
        pick(publics, b)?.address,
      );
    case 'service':
      return between(
        pick(
          hosts.filter((one) => !is6(one)),
          a,
        ),
        '52.218.1.1',
      );
    case 'endpoint':
      return between(
        pick(
          hosts.filter((one) => !is6(one)),
          a,
        ),
        pick(
          all.filter(({ type }) => type === 'vpc_endpoint'),
          b,
        )?.address,
      );
    case 'unowned':
      return between(sender, pick(sender && is6(sender) ? ODD6 : ODD, b));
    case 'wild': {
      const any = pick(all, a);
      const spoofed = any && !is6(any) && c % 7 === 0 ? { ...any, address: '10.7.0.7' } : any;
      const targets =
        any && is6(any)
          ? [...all.filter(is6).map((one) => one.address), ...OUTSIDE6, ...ODD6]
          : [
              ...all.filter((one) => !is6(one)).map((one) => one.address),
              ...publics.map((one) => one.address),
              ...OUTSIDE,
              ...ODD,
            ];
      return between(spoofed, pick(targets, b));
    }
  }
}

/** Mostly of the same VPC, sometimes of another one. */
function isNear(one: Own, other: Own, choice: number): boolean {
  return choice % 5 === 4 ? one.vpcId !== other.vpcId : one.vpcId === other.vpcId;
}
