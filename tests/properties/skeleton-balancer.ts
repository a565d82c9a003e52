import { balancer, balancerArn, listener, targetGroup, targetGroupArn } from '../oracle/balancer-networks.ts';
import { group, networkInterface, type Raw, raw } from '../oracle/build.ts';
import type { Site } from './skeleton.ts';

/** Balancers of all VPCs, and endpoints through which other VPCs reach the network balancers. */
export function balancersOf(resources: readonly Raw[], sites: readonly Site[]): readonly Raw[] {
  return sites.flatMap((site) => {
    const { plan, network, place } = site;
    const own = network.parts.includes('loadBalancer') && plan.balancer ? balancerOf(resources, site) : [];
    const consumed = network.parts.includes('privateLink') ? endpointOf(site, sites) : [];
    return [...own, ...consumed].map((one) => ({ ...one, ...place }));
  });
}

/** Nodes in the first two subnets. */
function nodesOf({ k, plan }: Site) {
  const isPublic = plan.balancer.isPublic;
  return [...plan.subnets.keys()].slice(0, 2).map((j) => ({
    subnetId: `subnet-${k}${j}`,
    ip: `10.${k}.${j}.40`,
    ...(isPublic ? { publicIp: `203.0.113.${k * 40 + 20 + j}` } : {}),
  }));
}

const balancerName = (k: number) => `lb${k}`;
const forwardTo = (group: string) => ({ Type: 'forward', TargetGroupArn: targetGroupArn(group) });

function balancerOf(resources: readonly Raw[], site: Site): readonly Raw[] {
  const { k, plan } = site;
  const { kind, hasGroup, isCrossZone, isEnforced } = plan.balancer;
  const nodes = nodesOf(site);
  if (kind === 'classic') return classicOf(resources, site);
  const type = kind === 'application' ? 'app' : 'net';
  const name = balancerName(k);
  const protocol = type === 'app' ? 'HTTPS' : 'TCP';
  return [
    ...balancer({
      name,
      type,
      vpcId: `vpc-${k}`,
      nodes,
      ...(hasGroup || type === 'app' ? { groupId: `sg-${k}lb` } : {}),
      attributes: { 'load_balancing.cross_zone.enabled': String(isCrossZone) },
      more: {
        Scheme: plan.balancer.isPublic ? 'internet-facing' : 'internal',
        EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: isEnforced ? 'on' : 'off',
      },
    }),
    listener(type, name, 443, protocol),
    ...(type === 'net' ? [listener(type, name, 53, 'UDP', forwardTo(`${name}u`))] : []),
    ...targetsOf(resources, site, type),
  ];
}

function targetsOf(resources: readonly Raw[], { k, plan }: Site, type: 'app' | 'net'): readonly Raw[] {
  const { targets, keepsClient, port, isWide } = plan.balancer;
  const hosts = resources.filter(({ kind, fields }) => kind === 'networkInterface' && isHost(fields));
  const mine = hosts.filter(({ fields }) => fields.VpcId === `vpc-${k}`);
  const chosen = (all: readonly Raw[]) => all.filter((_, i) => isWide || i % 3 === 0);
  const isIp = targets === 'ip' || targets === 'far';
  const far = hosts.filter(({ fields }) => fields.VpcId !== `vpc-${k}`);
  const list = isIp
    ? chosen(targets === 'far' && far.length > 0 ? far : mine).map(({ fields }) => ({
        Id: String(fields.PrivateIpAddress),
      }))
    : chosen(mine).map(({ fields }) => ({ Id: String((fields.Attachment as { InstanceId?: string }).InstanceId) }));
  const common = { vpcId: `vpc-${k}`, targets: list, type: isIp ? ('ip' as const) : ('instance' as const) };
  const attributes = { 'preserve_client_ip.enabled': keepsClient };
  const name = balancerName(k);
  if (type === 'app') {
    const behind = targets === 'lambda' ? ('lambda' as const) : common.type;
    return targetGroup({ ...common, name, type: behind, protocol: 'HTTP', port });
  }
  return [
    ...targetGroup({ ...common, name, protocol: 'TCP', port, ...(keepsClient === 'default' ? {} : { attributes }) }),
    ...targetGroup({ ...common, name: `${name}u`, protocol: 'UDP', port: 53 }),
  ];
}

/** The first interface of an instance that is no firewall. */
function isHost(fields: Raw['fields']): boolean {
  return /^eni-\d{3}$/.test(String(fields.NetworkInterfaceId)) && fields.InterfaceType === 'interface';
}

function classicOf(resources: readonly Raw[], site: Site): readonly Raw[] {
  const { k, plan } = site;
  const name = balancerName(k);
  const hosts = resources.filter(({ fields }) => fields.VpcId === `vpc-${k}` && isHost(fields));
  return [
    group(`sg-${k}lb`, `vpc-${k}`),
    ...nodesOf(site).map(({ subnetId, ip, publicIp }, i) =>
      networkInterface(`eni-${name}${i}`, `vpc-${k}`, subnetId, ip, {
        ...(publicIp ? { publicIp } : {}),
        groups: [`sg-${k}lb`],
        more: { RequesterId: 'amazon-elb', Description: `ELB ${name}` },
      }),
    ),
    raw('classicLoadBalancer', {
      LoadBalancerName: name,
      VPCId: `vpc-${k}`,
      Subnets: nodesOf(site).map(({ subnetId }) => subnetId),
      SecurityGroups: [`sg-${k}lb`],
      Instances: hosts
        .filter((_, i) => plan.balancer.isWide || i % 3 === 0)
        .map(({ fields }) => fields.Attachment as object),
      ListenerDescriptions: [
        {
          Listener: {
            Protocol: 'TCP',
            LoadBalancerPort: 443,
            InstanceProtocol: 'TCP',
            InstancePort: plan.balancer.port,
          },
        },
      ],
    }),
    raw('classicLoadBalancerAttributes', {
      LoadBalancerName: name,
      LoadBalancerAttributes: { CrossZoneLoadBalancing: { Enabled: plan.balancer.isCrossZone } },
    }),
  ];
}

/** An endpoint in every VPC to the service of the next one, where that has a network balancer. */
function endpointOf({ k, plan }: Site, sites: readonly Site[]): readonly Raw[] {
  const provider = sites[k % sites.length];
  if (!provider?.network.parts.includes('loadBalancer') || provider.plan.balancer.kind !== 'network') return [];
  const ServiceId = `vpce-svc-${provider.k}`;
  const ServiceName = `com.amazonaws.vpce.${provider.place.region}.${ServiceId}`;
  const eni = (j: number) => `eni-${k}pl${j}`;
  const numbers = [...plan.subnets.keys()].slice(0, 2);
  const endpointId = `vpce-${k}pl`;
  const service = [
    raw('vpcEndpointService', {
      ServiceId,
      ServiceName,
      ServiceState: 'Available',
      NetworkLoadBalancerArns: [balancerArn('net', balancerName(provider.k))],
    }),
    raw('vpcEndpointConnection', { ServiceId, VpcEndpointId: endpointId, VpcEndpointState: 'available' }),
  ].map((one) => ({ ...one, ...provider.place }));
  return [
    ...service,
    ...numbers.map((j) =>
      networkInterface(eni(j), `vpc-${k}`, `subnet-${k}${j}`, `10.${k}.${j}.60`, {
        groups: [`sg-${k}web`],
        more: { InterfaceType: 'vpc_endpoint' },
      }),
    ),
    raw('vpcEndpoint', {
      VpcEndpointId: endpointId,
      VpcEndpointType: 'Interface',
      VpcId: `vpc-${k}`,
      State: 'available',
      ServiceName,
      ServiceRegion: provider.place.region,
      NetworkInterfaceIds: numbers.map(eni),
    }),
  ];
}
