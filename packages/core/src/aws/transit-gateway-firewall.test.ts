import { describe, expect, it } from 'vitest';
import { ask } from '../explain/ask.fixture.ts';
import { FIREWALL, type FirewallText, firewall, packets } from './firewall.fixture.ts';
import { type Raw, raw, table } from './network.fixture.ts';
import { inspected, propagations, transit, transitRoute, transitRoutes } from './transit-gateway.fixture.ts';

const STATUS = { AttachmentId: 'tgw-attach-fw', TransitGatewayAttachmentStatus: 'READY' };

/** Both VPCs by a firewall of the gateway, whose own table leads to them. */
function guarded(text: FirewallText, to: readonly string[] = ['a', 'b'], status: object = STATUS): readonly Raw[] {
  const spokes = transit().filter(
    ({ kind }) => kind !== 'transitGatewayPropagations' && kind !== 'transitGatewayRoutes',
  );
  const k = { a: 1, b: 2 } as Readonly<Record<string, number>>;
  return [
    ...spokes,
    raw('transitGatewayAttachment', {
      TransitGatewayAttachmentId: 'tgw-attach-fw',
      TransitGatewayId: 'tgw-1',
      State: 'available',
      ResourceType: 'network-function',
      ResourceId: FIREWALL,
      Association: { TransitGatewayRouteTableId: 'tgw-rtb-2', State: 'associated' },
    }),
    raw('transitGatewayRouteTable', { TransitGatewayRouteTableId: 'tgw-rtb-2', TransitGatewayId: 'tgw-1' }),
    propagations(),
    raw('transitGatewayPropagations', {
      TransitGatewayRouteTableId: 'tgw-rtb-2',
      TransitGatewayRouteTablePropagations: [],
    }),
    transitRoutes([transitRoute('0.0.0.0/0', ['fw'])]),
    transitRoutes(
      to.map((name) => transitRoute(`10.${k[name]}.0.0/16`, [name])),
      { TransitGatewayRouteTableId: 'tgw-rtb-2' },
    ),
    ...firewall(text).map((one) =>
      one.kind === 'firewall'
        ? { ...one, fields: { ...one.fields, FirewallStatus: { TransitGatewayAttachmentSyncState: status } } }
        : one,
    ),
  ];
}

describe('a firewall of a transit gateway (TGW-19)', () => {
  it('inspects both directions, and its own table leads on', () => {
    const asked = ask(guarded({}), 'i-a1', '10.2.1.10');
    expect(asked.verdict).toBe('reachable');
    expect(asked.request).toContain('tgw-rtb-1 tgw-attach-fw tgw-rtb-2 tgw-attach-b');
    expect(asked.reply).toContain('tgw-attach-fw');
  });
  it('drops what its rules drop', () => {
    const asked = ask(guarded({ stateless: [packets(['drop'])] }), 'i-a1', '10.2.1.10');
    expect(asked).toMatchObject({ verdict: 'blocked', codes: ['FIREWALL_RULES_RESTRICTION'] });
  });
  it('leads nowhere without a route in its own table', () => {
    expect(ask(guarded({}, ['a']), 'i-a1', '10.2.1.10').verdict).toBe('blocked');
    expect(ask(guarded({}, ['b']), 'i-a1', '10.2.1.10').verdict).toBe('forward-only');
  });
  it('is unknown where it was not read, and dead where its attachment is not ready', () => {
    const unread = guarded({}).filter(({ kind }) => kind !== 'firewall');
    expect(ask(unread, 'i-a1', '10.2.1.10')).toMatchObject({ verdict: 'unknown', codes: ['NOT_COLLECTED'] });
    const creating = { ...STATUS, TransitGatewayAttachmentStatus: 'CREATING' };
    expect(ask(guarded({}, ['a', 'b'], creating), 'i-a1', '10.2.1.10')).toMatchObject({
      verdict: 'blocked',
      codes: ['BAD_STATE'],
    });
  });
});

/** The inspection VPC of the fixture, with the endpoints of a firewall in its zones instead of appliances. */
function inspection(options: object, type: 'firewall' | 'appliances' = 'firewall'): readonly Raw[] {
  const zones = [1, 2];
  const endpoints = zones.map((z) =>
    raw('vpcEndpoint', {
      VpcEndpointId: `vpce-c${z}`,
      VpcEndpointType: 'GatewayLoadBalancer',
      VpcId: 'vpc-c',
      State: 'available',
      SubnetIds: [`subnet-c${z}`],
    }),
  );
  const tables = zones.map((z) =>
    table(`rtb-ct${z}`, 'vpc-c', [`subnet-ct${z}`], { '10.3.0.0/16': 'local', '0.0.0.0/0': `vpce-c${z}` }),
  );
  const attachments = Object.fromEntries(
    zones.map((z) => [
      `zone-${z}`,
      { Attachment: { SubnetId: `subnet-c${z}`, EndpointId: `vpce-c${z}`, Status: 'READY' } },
    ]),
  );
  const rules = firewall({ vpcId: 'vpc-c' }).map((one) =>
    one.kind === 'firewall' ? { ...one, fields: { ...one.fields, FirewallStatus: { SyncStates: attachments } } } : one,
  );
  const others = inspected(options).filter(({ fields }) => !String(fields.RouteTableId).startsWith('rtb-ct'));
  return [...others, ...tables, ...endpoints, ...(type === 'firewall' ? rules : [])];
}

describe('an inspection VPC behind a transit gateway', () => {
  const STICKY = { ApplianceModeSupport: 'enable' };
  it('sees both directions at one endpoint in appliance mode (TGW-13, NFW-10)', () => {
    const asked = ask(inspection(STICKY), 'i-a1', '10.2.1.10');
    expect(asked.verdict).toBe('reachable');
    expect(asked.request).toContain('tgw-attach-c subnet-ct1 vpce-c1 subnet-c1 tgw-attach-c');
    expect(asked.reply).toContain('vpce-c1');
    expect(ask(inspection(STICKY), 'i-a1', '10.2.2.10').verdict).toBe('reachable');
  });
  it('loses replies from another zone without it (TGW-14)', () => {
    expect(ask(inspection({}), 'i-a1', '10.2.1.10').verdict).toBe('reachable');
    const asked = ask(inspection({}), 'i-a1', '10.2.2.10');
    expect(asked).toMatchObject({ verdict: 'forward-only', codes: expect.arrayContaining(['STATEFUL_ASYMMETRY']) });
  });
  it('is gone through by appliances behind a load balancer in the same way', () => {
    const options = { assume: { appliances: 'forward' } } as const;
    expect(ask(inspection(STICKY, 'appliances'), 'i-a1', '10.2.2.10', {}, options).verdict).toBe('reachable');
    expect(ask(inspection({}, 'appliances'), 'i-a1', '10.2.2.10', {}, options).verdict).toBe('forward-only');
  });
});
