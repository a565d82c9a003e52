import { beforeAll, describe, expect, test } from 'vitest';
import { ESTATE } from './samples/estate.fixture.ts';
import { answersOf, laidOver } from './samples/laid.fixture.ts';
import { ref, type Sample, type Samples } from './samples/sample.fixture.ts';

type Properties = Readonly<Record<string, unknown>>;
interface Raw {
  [name: string]: unknown;
}

let answers = '';
beforeAll(async () => {
  answers = await answersOf(ESTATE);
}, 60_000);

/** The answers with what they know of some records besides. */
function knowing(kind: string, edit: (record: Raw) => void, text = answers): string {
  const all = JSON.parse(text) as { records: Record<string, Raw[]> };
  for (const one of all.records[kind] ?? []) edit(one);
  return JSON.stringify(all);
}

/** The stack with one resource otherwise, or without it. */
function but(name: string, change: Properties | undefined): Samples {
  const { [name]: own, ...others } = ESTATE;
  if (!change) return others;
  const [type, id, properties] = own as Sample;
  const written = Object.entries({ ...properties, ...change }).filter(([, value]) => value !== undefined);
  return { ...ESTATE, [name]: [type, id, Object.fromEntries(written)] };
}

const after = (name: string, change: Properties | undefined, text = answers) => laidOver(text, but(name, change));

describe('ranges of VPCs and subnets', () => {
  const identified = () => {
    const withId = (list: string, range: string, id: string) => (record: Raw) => {
      for (const one of (record[list] ?? []) as Raw[]) if (Object.values(one).includes(range)) one.associationId = id;
    };
    const vpcs = knowing('vpc', withId('cidrBlockAssociationSet', '10.9.0.0/16', 'vpc-cidr-assoc-1'));
    return knowing('subnet', withId('ipv6CidrBlockAssociationSet', '2001:db8:1:1::/64', 'subnet-cidr-assoc-1'), vpcs);
  };
  const rangesOf = ({ records }: Awaited<ReturnType<typeof laidOver>>) => {
    const vpc = records.vpc.find(({ vpcId }) => vpcId === 'vpc-1');
    const tables = records.routeTable.filter(({ vpcId }) => vpcId === 'vpc-1');
    const locals = tables.map(({ routes }) => {
      const own = routes.filter((one) => one?.gatewayId === 'local');
      return own.map((one) => one?.destinationCidrBlock).join();
    });
    return [vpc?.cidrBlockAssociationSet.map((one) => one?.cidrBlock).join(), ...new Set(locals)];
  };

  test('one that a template has no more goes, with the local routes of every table', async () => {
    expect(rangesOf(await after('More', {}, identified()))).toEqual([
      '10.0.0.0/16,10.9.0.0/16',
      '10.0.0.0/16,10.9.0.0/16',
    ]);
    expect(rangesOf(await after('More', undefined, identified()))).toEqual(['10.0.0.0/16', '10.0.0.0/16']);
  });

  test('another one comes in the place of one', async () => {
    const other = rangesOf(await after('More', { CidrBlock: '10.8.0.0/16' }, identified()));
    expect(other).toEqual(['10.0.0.0/16,10.8.0.0/16', '10.0.0.0/16,10.8.0.0/16']);
    const { records } = await after('Six', { Ipv6CidrBlock: '2001:db8:1:2::/64' }, identified());
    const far = records.subnet.find(({ subnetId }) => subnetId === 'subnet-f');
    expect(far?.ipv6CidrBlockAssociationSet.map((one) => one?.ipv6CidrBlock)).toEqual(['2001:db8:1:2::/64']);
  });

  test('of one without an id in answers nobody tells, and its routes stay', async () => {
    const gone = await after('More', undefined);
    expect(rangesOf(gone)).toEqual(['10.0.0.0/16,10.9.0.0/16', '10.0.0.0/16,10.9.0.0/16']);
    expect(gone.codes).toContain('OVERLAY_UNMATCHED');
    const other = await after('More', { CidrBlock: '10.8.0.0/16' });
    expect(other.messages.filter((one) => one.includes('the range that it had stays'))).toHaveLength(1);
    expect((await after('More', {})).messages.filter((one) => one.includes('the range that it had'))).toEqual([]);
  });
});

test('an interface that a template attaches to nothing any more, or to another instance, is not attached where it was', async () => {
  const attached = () =>
    knowing('networkInterface', (one) => {
      if (one.networkInterfaceId === 'eni-1') (one.attachment as Raw).attachmentId = 'eni-attach-1';
    });
  const nic = async (change: Properties | undefined) => {
    const { records } = await after('NicOfHost', change, attached());
    const own = records.networkInterface.find(({ networkInterfaceId }) => networkInterfaceId === 'eni-1');
    return [own?.attachment?.instanceId, own?.status];
  };
  expect(await nic({})).toEqual(['i-1', 'in-use']);
  expect(await nic(undefined)).toEqual([undefined, 'available']);
  expect(await nic({ InstanceId: 'i-9' })).toEqual(['i-9', 'in-use']);
});

describe('VPN connections', () => {
  const attachments = ({ records }: Awaited<ReturnType<typeof laidOver>>, id: string) =>
    records.transitGatewayAttachment.flatMap(({ resourceId, transitGatewayId }) =>
      resourceId === id ? [transitGatewayId] : [],
    );

  test('one that comes to another transit gateway leaves the attachment that it had', async () => {
    expect(attachments(await after('HubVpn', {}), 'vpn-2')).toEqual(['tgw-1']);
    expect(attachments(await after('HubVpn', { TransitGatewayId: ref('Tgw2') }), 'vpn-2')).toEqual(['tgw-2']);
    const gone = await after('HubVpn', { TransitGatewayId: undefined, VpnGatewayId: ref('Vgw') });
    expect(attachments(gone, 'vpn-2')).toEqual([]);
    const own = gone.records.vpnConnection.find(({ vpnConnectionId }) => vpnConnectionId === 'vpn-2');
    expect([own?.vpnGatewayId, own?.transitGatewayId]).toEqual(['vgw-1', undefined]);
  });

  test('one that comes from a VPC to a transit gateway is of that alone', async () => {
    const led = await after('Vpn', { VpnGatewayId: undefined, TransitGatewayId: ref('Tgw') });
    const own = led.records.vpnConnection.find(({ vpnConnectionId }) => vpnConnectionId === 'vpn-1');
    expect([own?.vpnGatewayId, own?.transitGatewayId]).toEqual([undefined, 'tgw-1']);
    expect(attachments(led, 'vpn-1')).toEqual(['tgw-1']);
  });

  test('ranges that it says no more are any again, which another connection has', async () => {
    const { records } = await after('Vpn', { LocalIpv4NetworkCidr: undefined });
    const [own] = records.vpnConnection.filter(({ vpnGatewayId }) => vpnGatewayId === 'vgw-1');
    expect([own?.vpnConnectionId, own?.options?.localIpv4NetworkCidr]).toEqual(['net.Vpn', undefined]);
  });
});

describe('who may use a service', () => {
  const allowed = async (change: Properties | undefined) => {
    const { records, codes } = await after('Allowed', change);
    expect(codes).not.toContain('OVERLAY_REMOVED');
    expect(records.vpcEndpointService).toHaveLength(1);
    return records.vpcEndpointServicePermissions[0]?.allowedPrincipals.map((one) => one?.principal);
  };

  test('is nobody where the template says nobody, or says it no more', async () => {
    expect(await allowed({})).toEqual(['arn:aws:iam::444455556666:root']);
    expect(await allowed({ AllowedPrincipals: undefined })).toEqual([]);
    expect(await allowed({ AllowedPrincipals: [] })).toEqual([]);
    expect(await allowed(undefined)).toEqual([]);
  });
});

describe('of what a template says nothing more, and nobody tells what an update makes of it, that is told', () => {
  test.each<readonly [name: string, change: Properties, told: string]>([
    ['Pages', { Targets: undefined }, 'targets of net.Pages, which is i-1'],
    ['Classic', { Instances: undefined }, 'instances of net.Classic, which is i-1'],
    ['Targets', { TargetGroupAttributes: undefined }, 'preserve_client_ip.enabled of net.Targets, which is true'],
    ['Vpn', { VpnGatewayId: undefined }, 'its gateway of net.Vpn, which is vgw-1'],
  ])('%s %o', async (name, change, told) => {
    const isTold = (messages: readonly string[]) => messages.filter((one) => one.includes(told)).length;
    expect(isTold((await after(name, {})).messages)).toBe(0);
    expect(isTold((await after(name, change)).messages)).toBe(1);
  });

  test('a check of health and allowed prefixes only where they are not as AWS makes them', async () => {
    const told = async (name: string, change: Properties, text: string) => {
      const { messages } = await after(name, change, text);
      return messages.filter((one) => one.startsWith('The template says nothing of')).length;
    };
    const checked = knowing('classicLoadBalancer', (one) => {
      (one.healthCheck as Raw).target = 'TCP:8080';
    });
    const bare = { HealthCheck: undefined };
    expect([await told('Classic', bare, answers), await told('Classic', bare, checked)]).toEqual([0, 1]);
    const narrow = knowing('directConnectGatewayAssociation', (one) => {
      one.allowedPrefixesToDirectConnectGateway = [{ cidr: '10.0.0.0/24' }];
    });
    const silent = { AllowedPrefixesToDirectConnectGateway: undefined };
    expect([await told('DxOfVgw', silent, answers), await told('DxOfVgw', silent, narrow)]).toEqual([0, 1]);
  });
});

test('what a scaling group runs goes where its template has it no more, and what may start elsewhere is told', async () => {
  const own = ({ records }: Awaited<ReturnType<typeof laidOver>>) =>
    records.instance.filter(({ tags }) => tags?.['aws:autoscaling:groupName'] === 'net-Fleet-1').length;
  const there = await after('Fleet', {});
  expect([own(there), there.codes.includes('OVERLAY_UNMATCHED')]).toEqual([1, false]);
  expect(own(await after('Fleet', undefined))).toBe(0);
  const moved = await after('Fleet', { VPCZoneIdentifier: [ref('A')] });
  expect(own(moved)).toBe(0);
  expect(moved.messages.filter((one) => one.includes('net.Fleet answers have nothing in subnet-a'))).toHaveLength(1);
});

test('interfaces of a database that a template has no more go, or it is told that nobody knows them', async () => {
  const gone = await after('Db', undefined);
  expect(gone.messages.filter((one) => one.startsWith('Which interface is that of the database'))).toHaveLength(1);
  const only = knowing('dbInstance', (one) => {
    if (one.dBInstanceIdentifier !== 'orders') one.vpcSecurityGroups = [{ vpcSecurityGroupId: 'sg-2' }];
  });
  const rds = ({ records }: Awaited<ReturnType<typeof laidOver>>) =>
    records.networkInterface.filter(({ description }) => description === 'RDSNetworkInterface').length;
  expect(rds(await laidOver(only))).toBeGreaterThan(0);
  expect(rds(await after('Db', undefined, only))).toBe(0);
});
