import { networkInterface, type Raw, raw } from '../oracle/build.ts';
import type { Site } from './skeleton.ts';

/** In every VPC an endpoint of a resource of the next one, and the gateway there that asks for it. */
export function sharedResourcesOf(resources: readonly Raw[], sites: readonly Site[]): readonly Raw[] {
  return sites.flatMap((site) => {
    if (!site.network.parts.includes('sharedResource')) return [];
    const provider = sites[site.k % sites.length] as Site;
    // Shared within a Region.
    if (provider.place.region !== site.place.region) return [];
    return [
      ...endpointOf(site).map((one) => ({ ...one, ...site.place })),
      ...[...gatewayOf(site, provider), ...resourceOf(resources, site, provider)].map((one) => ({
        ...one,
        ...provider.place,
      })),
    ];
  });
}

const placesOf = ({ plan }: Site) => [...plan.subnets.keys()].slice(0, 2);
const arnOf = (id: string) => `arn:aws:vpc-lattice:eu-west-1:111111111111:resourceconfiguration/${id}`;

function endpointOf({ k, plan }: Site): readonly Raw[] {
  const id = `vpce-${k}re`;
  const numbers = placesOf({ plan } as Site);
  return [
    ...numbers.map((j) =>
      networkInterface(`eni-${k}re${j}`, `vpc-${k}`, `subnet-${k}${j}`, `10.${k}.${j}.100`, {
        groups: [`sg-${k}web`],
        // Its place in the list of the endpoint is enough.
        more: plan.balancer.isWide ? {} : { Description: `VPC Endpoint Interface: ${id}` },
      }),
    ),
    raw('vpcEndpoint', {
      VpcEndpointId: id,
      VpcEndpointType: 'Resource',
      VpcId: `vpc-${k}`,
      State: 'available',
      ResourceConfigurationArn: arnOf(`rcfg-${k}`),
      SubnetIds: numbers.map((j) => `subnet-${k}${j}`),
      NetworkInterfaceIds: numbers.map((j) => `eni-${k}re${j}`),
    }),
  ];
}

/** One address in each subnet, or two; of both families where the VPC is. */
function gatewayOf({ k: consumer, plan: { balancer } }: Site, { k, plan }: Site): readonly Raw[] {
  const id = `rgw-${consumer}`;
  const numbers = placesOf({ plan } as Site);
  const last = 110 + 2 * consumer;
  return [
    ...numbers.map((j) =>
      networkInterface(`eni-${consumer}rgw${j}`, `vpc-${k}`, `subnet-${k}${j}`, `10.${k}.${j}.${last}`, {
        groups: [balancer.hasGroup ? `sg-${k}app` : `sg-${k}outward`],
        secondary: balancer.isCrossZone ? [`10.${k}.${j}.${last + 1}`] : [],
        v6: plan.isDual ? [`2600:1f18:${k}:${j}::9${consumer}`] : [],
        more: { Description: `Resource Gateway Interface ${id}` },
      }),
    ),
    raw('resourceGateway', {
      id,
      status: 'ACTIVE',
      vpcIdentifier: `vpc-${k}`,
      subnetIds: numbers.map((j) => `subnet-${k}${j}`),
    }),
  ];
}

/** A host of the provider's, or one behind its routes; by its address, by its name, or as a group. */
function resourceOf(resources: readonly Raw[], site: Site, { k }: Site): readonly Raw[] {
  const { targets, isWide, kind } = site.plan.balancer;
  const hosts = resources.filter(({ kind, fields }) => kind === 'networkInterface' && isHost(fields));
  const near = hosts.filter(({ fields }) => (fields.VpcId === `vpc-${k}`) !== (targets === 'far'));
  const [first, second = first] = near.length > 0 ? near : hosts;
  const one = (id: string, host: Raw | undefined, more: object) =>
    raw('resourceConfiguration', {
      id,
      arn: arnOf(id),
      type: 'SINGLE',
      status: 'ACTIVE',
      resourceGatewayId: `rgw-${site.k}`,
      portRanges: isWide ? ['443', '5432', '8080-8081'] : ['1-65535'],
      resourceConfigurationDefinition: { ipResource: { ipAddress: addressOf(host, targets === 'ip') } },
      ...more,
    });
  const id = `rcfg-${site.k}`;
  if (targets === 'lambda') {
    const child = { type: 'CHILD', resourceConfigurationGroupId: id };
    return [
      one(id, first, { type: 'GROUP', portRanges: [], resourceConfigurationDefinition: undefined }),
      one(`${id}a`, first, child),
      ...(kind === 'network' ? [one(`${id}b`, second, child)] : []),
    ];
  }
  return [one(id, first, {})];
}

function addressOf(host: Raw | undefined, prefersSix: boolean): string | undefined {
  const { PrivateIpAddress, Ipv6Addresses } = host?.fields ?? {};
  const [six] = (Ipv6Addresses ?? []) as readonly { readonly Ipv6Address?: string }[];
  return prefersSix && six ? six.Ipv6Address : String(PrivateIpAddress);
}

/** The first interface of an instance. */
function isHost(fields: Raw['fields']): boolean {
  return /^eni-\d{3}$/.test(String(fields.NetworkInterfaceId)) && fields.InterfaceType === 'interface';
}
