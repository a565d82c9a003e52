import { describe, expect, it } from 'vitest';
import { type Asked, type AskOptions, ask, evidenceOf } from '../explain/ask.fixture.ts';
import { edit, entry, ipv6, type Raw, raw, route, without } from './network.fixture.ts';
import {
  attachment,
  inspected,
  propagations,
  transit,
  transitRoute,
  transitRoutes,
} from './transit-gateway.fixture.ts';

const asked = (resources: readonly Raw[], from = 'i-a1', to = 'i-b1', options: AskOptions = {}): Asked =>
  ask(resources, from, to, {}, options);
const replaced = (kind: Raw['kind'], ...by: readonly Raw[]) => [...transit().filter((one) => one.kind !== kind), ...by];
const routed = (...routes: readonly object[]) => replaced('transitGatewayRoutes', transitRoutes(routes));
const attached = (name: string, more: object, options: object = {}) => [
  ...transit().filter(({ fields }) => fields.TransitGatewayAttachmentId !== `tgw-attach-${name}`),
  ...attachment(name, more, options),
];

describe('over a transit gateway', () => {
  it('packets go by the attachment, its table, and the other attachment', () => {
    const { verdict, request, reply } = asked(transit());
    expect(verdict).toBe('reachable');
    expect(request).toBe('eni-a1 subnet-a1 tgw-attach-a tgw-rtb-1 tgw-attach-b subnet-bt1 vpc-b subnet-b1 eni-b1');
    expect(reply).toBe('eni-b1 subnet-b1 tgw-attach-b tgw-rtb-1 tgw-attach-a subnet-at1 vpc-a subnet-a1 eni-a1');
  });
  it('the attachment’s subnet is entered unasked and left by its ACL, and the other way round', () => {
    const only = (id: string, egress: boolean) => edit(transit(), id, { Entries: [entry(100, egress)] });
    expect(asked(only('acl-bt1', true)).verdict).toBe('forward-only');
    expect(asked(only('acl-bt1', false)).verdict).toBe('blocked');
    expect(asked(only('acl-at1', true)).verdict).toBe('blocked');
    expect(asked(only('acl-at1', false)).verdict).toBe('forward-only');
  });
  it('a host in the attachment’s own subnet is met without an ACL, and sends through it both ways', () => {
    const moved = edit(transit(), 'eni-b1', {
      SubnetId: 'subnet-bt1',
      PrivateIpAddress: '10.2.101.5',
      PrivateIpAddresses: [{ PrivateIpAddress: '10.2.101.5' }],
    });
    expect(asked(moved, 'i-a1', '10.2.101.5').verdict).toBe('reachable');
    const closed = edit(moved, 'acl-bt1', { Entries: [] });
    expect(asked(closed, 'i-a1', '10.2.101.5').verdict).toBe('forward-only');
    expect(asked(closed, 'eni-b1', '10.1.1.10').verdict).toBe('blocked');
    const half = edit(moved, 'acl-bt1', { Entries: [entry(100, true)] });
    expect(asked(half, 'eni-b1', '10.1.1.10').verdict).toBe('blocked');
  });
  it.each<[string, readonly Raw[], string]>([
    ['that is pending', attached('a', { State: 'pendingAcceptance' }), 'BAD_STATE_ATTACHMENT'],
    [
      'that is pending at the other end',
      [
        ...attached('b', { State: 'pending' }).filter(({ kind }) => kind !== 'transitGatewayRoutes'),
        transitRoutes([transitRoute('10.2.0.0/16', ['b'])]),
      ],
      'BAD_STATE_ATTACHMENT',
    ],
    ['that is pending and propagates', attached('b', { State: 'pending' }), 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT'],
    ['without a table', attached('a', { Association: undefined }), 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION'],
    ['to a gateway that is gone', edit(transit(), 'tgw-1', { State: 'deleted' }), 'BAD_STATE'],
    [
      'that is not there',
      transit().filter(({ fields }) => fields.TransitGatewayAttachmentId !== 'tgw-attach-a'),
      'BAD_STATE_ATTACHMENT',
    ],
    ['whose subnets were not read', replaced('transitGatewayVpcAttachment'), 'NOT_COLLECTED'],
  ])('an attachment %s carries nothing', (_, resources, code) => {
    expect(asked(resources).codes).toContain(code);
  });
  it('IPv6 needs support of both attachments', () => {
    const six = (options: object) => {
      let all: readonly Raw[] = [
        ...transit().filter(({ kind }) => !kind.startsWith('transitGatewayVpc') && kind !== 'transitGatewayAttachment'),
        ...attachment('a', {}, options),
        ...attachment('b', {}, options),
      ];
      for (const [k, name] of [
        [1, 'a'],
        [2, 'b'],
      ] as const) {
        all = edit(all, `vpc-${name}`, ipv6(`2001:db8:${k}::/56`));
        all = edit(all, `subnet-${name}1`, ipv6(`2001:db8:${k}:1::/64`));
        all = edit(all, `eni-${name}1`, { Ipv6Addresses: [{ Ipv6Address: `2001:db8:${k}:1::10` }] });
        const Routes = [route(`2001:db8:${k}::/56`, 'local'), route('2001:db8::/32', 'tgw-1')];
        all = edit(all, `rtb-${name}`, { Routes });
      }
      return asked(all, 'i-a1', '2001:db8:2:1::10');
    };
    expect(six({ Ipv6Support: 'enable' }).verdict).toBe('reachable');
    expect(six({ Ipv6Support: 'disable' }).codes).toContain('PROTOCOL_RESTRICTION');
  });
});

describe('zones', () => {
  const oneZone = (name: string) => attached(name, { SubnetIds: [`subnet-${name}t1`] });
  it('a sender whose zone has no subnet of the attachment is cut off', () => {
    expect(asked(oneZone('a'), 'i-a2').codes).toContain('TGW_ROUTE_AZ_RESTRICTION');
    expect(asked(oneZone('a'), 'i-a1').verdict).toBe('reachable');
  });
  it('so it receives by another zone, but does not answer', () => {
    const { verdict, request, codes } = asked(oneZone('b'), 'i-a2', 'i-b2');
    expect([verdict, request.includes('subnet-bt1')]).toEqual(['forward-only', true]);
    expect(codes).toContain('TGW_ROUTE_AZ_RESTRICTION');
  });
  it('a sender whose subnet does not tell its zone is not known to be served', () => {
    const { verdict, part } = asked(edit(transit(), 'subnet-a1', { AvailabilityZoneId: undefined }));
    expect(verdict).toBe('unknown');
    const texts = evidenceOf(part).map(({ text }) => text);
    expect(texts).toContain('the zone of subnet subnet-a1 is not in the input');
  });
  it('packets keep to their zone where they can', () => {
    expect(asked(transit(), 'i-a2', 'i-b1').request).toContain('subnet-bt2');
  });
  it('whose subnets were not read are not known', () => {
    const { verdict, part } = asked(without(transit(), 'subnet-at1'));
    expect([verdict, part.unknowns[0]?.missing?.id]).toEqual(['unknown', 'subnet-at1']);
  });
});

describe('the table of a transit gateway', () => {
  it('without a route leads nowhere, and tells whether it knows the attachment', () => {
    const alone = replaced('transitGatewayPropagations', propagations('a'));
    expect(asked(alone).codes).toContain('TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT');
    const narrow = [
      ...alone.filter(({ kind }) => kind !== 'transitGatewayRoutes'),
      transitRoutes([transitRoute('10.2.9.0/24', ['b'])]),
    ];
    const { codes, part } = asked(narrow);
    expect(codes).toContain('TGW_RTB_CANNOT_ROUTE');
    // The route that leads there is named, as AWS names it.
    expect(part.blockers.flatMap(({ evidence }) => evidence)).toContainEqual(
      expect.objectContaining({ effect: 'blocks', rule: '10.2.9.0/24' }),
    );
  });
  it('a static route beats a propagated one, and a longer one any', () => {
    expect(asked(routed(transitRoute('10.2.0.0/16', ['a']))).verdict).not.toBe('reachable');
    expect(asked(routed(transitRoute('10.2.0.0/16', [], { State: 'blackhole' }))).codes).toContain(
      'TGW_RTB_BAD_STATE_ROUTE',
    );
    expect(asked(routed(transitRoute('10.0.0.0/8', [], { State: 'blackhole' }))).verdict).toBe('reachable');
  });
  it('a search that lists propagated routes, or more than it lists', () => {
    const both = [
      transitRoute('10.1.0.0/16', ['a'], { Type: 'propagated' }),
      transitRoute('10.2.0.0/16', ['b'], { Type: 'propagated' }),
    ];
    const searched = (routes: readonly object[], more: object = {}) => [
      ...transit().filter(({ kind }) => kind !== 'transitGatewayPropagations' && kind !== 'transitGatewayRoutes'),
      transitRoutes(routes, more),
    ];
    const without = ['transitGatewayPropagations'] as const;
    expect(asked(searched(both), 'i-a1', 'i-b1', { absent: without }).verdict).toBe('reachable');
    expect(asked(searched(both.slice(0, 1)), 'i-a1', 'i-b1', { absent: without }).verdict).toBe('blocked');
    expect(asked(searched(both, { AdditionalRoutesAvailable: true })).codes).toContain('TGW_RTB_ROUTES_ARE_UNKNOWN');
    expect(asked(searched([]), 'i-a1', 'i-b1', { absent: without }).part.unknowns[0]?.missing?.kind).toBe(
      'transitGatewayPropagations',
    );
  });
  it('that was not read is unknown', () => {
    const { verdict, part } = asked(replaced('transitGatewayRoutes'));
    expect([verdict, part.unknowns[0]?.missing?.kind]).toEqual(['unknown', 'transitGatewayRoutes']);
    expect(asked(replaced('transitGatewayRouteTable')).verdict).toBe('unknown');
  });
  it('may have what an attachment propagates that was not read, where nothing else covers it', () => {
    const { verdict, part } = asked(replaced('transitGatewayPropagations', propagations('a', 'gone')));
    expect([verdict, part.unknowns[0]?.missing?.id]).toEqual(['unknown', 'tgw-attach-gone']);
    expect(asked(replaced('transitGatewayPropagations', propagations('a', 'b', 'gone'))).verdict).toBe('reachable');
    const peering = propagations('a', 'gone').fields.TransitGatewayRouteTablePropagations as readonly object[];
    const listed = raw('transitGatewayPropagations', {
      TransitGatewayRouteTableId: 'tgw-rtb-1',
      TransitGatewayRouteTablePropagations: peering.map((one) => ({ ResourceType: 'peering', ...one })),
    });
    expect(asked(replaced('transitGatewayPropagations', listed)).verdict).toBe('blocked');
  });
  it('of VPCs that overlap only the one attached first is propagated', () => {
    const twin = [...edit(transit(), 'vpc-b', { CidrBlockAssociationSet: [{ CidrBlock: '10.1.0.0/16' }] })].filter(
      ({ kind }) => !kind.startsWith('transitGatewayVpc') && kind !== 'transitGatewayAttachment',
    );
    const later = [
      ...twin,
      ...attachment('a', { CreationTime: '2024-01-01' }),
      ...attachment('b', { CreationTime: '2024-01-02' }),
    ];
    expect(asked(later).codes).toContain('TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT');
  });
  it('follows prefix lists, and does not guess what is on one', () => {
    const reference = raw('transitGatewayPrefixListReferences', {
      TransitGatewayRouteTableId: 'tgw-rtb-1',
      TransitGatewayPrefixListReferences: [
        {
          PrefixListId: 'pl-1',
          State: 'available',
          TransitGatewayAttachment: { TransitGatewayAttachmentId: 'tgw-attach-b' },
        },
      ],
    });
    const listed = [...replaced('transitGatewayPropagations', propagations('a')), reference];
    const entries = raw('prefixListEntries', { PrefixListId: 'pl-1', Entries: [{ Cidr: '10.2.0.0/16' }] });
    expect(asked([...listed, entries]).verdict).toBe('reachable');
    expect(asked(listed).codes).toContain('PREFIX_LIST_UNKNOWN');
  });
  it('names the route that it took', () => {
    const texts = evidenceOf(asked(transit()).part).map(({ text }) => text);
    expect(texts).toContain('10.2.0.0/16 → tgw-attach-b (propagated)');
  });
});

describe('rules that name groups', () => {
  const named = (options: object, more: object = {}) => {
    const peer = [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-a1' }] }];
    const all = edit(attached('b', {}, more), 'tgw-1', { Options: options });
    return asked(edit(all, 'sg-b1', { IpPermissions: peer }));
  };
  it('see senders through a gateway that supports it, unless an attachment does not', () => {
    expect(named({ SecurityGroupReferencingSupport: 'enable' }).verdict).toBe('reachable');
    expect(named({}).codes).toContain('SG_REFERENCES_NOT_PRESERVED');
    const off = { SecurityGroupReferencingSupport: 'disable' };
    expect(named({ SecurityGroupReferencingSupport: 'enable' }, off).verdict).toBe('blocked');
  });
  it('do not see who calls an interface endpoint (SG-12)', () => {
    const peer = [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-a1' }] }];
    const all = edit(transit(), 'tgw-1', { Options: { SecurityGroupReferencingSupport: 'enable' } });
    const endpoint = edit(edit(all, 'sg-b1', { IpPermissions: peer }), 'eni-b1', { InterfaceType: 'vpc_endpoint' });
    expect(asked(endpoint)).toMatchObject({
      verdict: 'blocked',
      codes: expect.arrayContaining(['SG_REFERENCES_NOT_PRESERVED']),
    });
  });
  it('do not see receivers', () => {
    const peer = [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-b1' }] }];
    const all = edit(transit(), 'tgw-1', { Options: { SecurityGroupReferencingSupport: 'enable' } });
    expect(asked(edit(all, 'sg-a1', { IpPermissionsEgress: peer })).verdict).toBe('blocked');
  });
});

describe('an inspection VPC', () => {
  const forward = { assume: { appliances: 'forward' } } as const;
  it('is passed by the zone of the sender, and by that of the answerer', () => {
    const { verdict, request, reply } = asked(inspected(), 'i-a1', 'i-b2', forward);
    expect([verdict, request.includes('eni-c1'), reply.includes('eni-c2')]).toEqual(['reachable', true, true]);
    expect(asked(inspected(), 'i-a1', 'i-b2').codes).toContain('APPLIANCE_INSIDE');
  });
  it('is asked where packets pass: its ACLs at the attachment each time that they enter the gateway', () => {
    const { request } = asked(inspected(), 'i-a1', 'i-b1', forward).part;
    const acls = request.flatMap(({ component, checks }) =>
      checks.flatMap((check) => (check.component.startsWith('acl-') ? `${component} ${check.component}` : [])),
    );
    expect(acls).toEqual([
      'subnet-a1 acl-a1',
      'tgw-attach-a acl-at1',
      'subnet-ct1 acl-ct1',
      'subnet-c1 acl-c1',
      'subnet-c1 acl-c1',
      'tgw-attach-c acl-ct1',
      'subnet-bt1 acl-bt1',
      'subnet-b1 acl-b1',
    ]);
  });
  it('in appliance mode is passed by one zone both ways', () => {
    const sticky = inspected({ ApplianceModeSupport: 'enable' });
    for (const box of ['eni-c1', 'eni-c2']) {
      const down = edit(sticky, box, { SourceDestCheck: true });
      expect(asked(down, 'i-a1', 'i-b2', forward).verdict).toBe('unknown');
    }
    const { verdict, request, reply, codes } = asked(sticky, 'i-a1', 'i-b2', forward);
    const box = /eni-c\d/.exec(request)?.[0];
    expect([verdict, /eni-c\d/.exec(reply)?.[0], codes.includes('ASYMMETRIC_ROUTE')]).toEqual([
      'reachable',
      box,
      false,
    ]);
    expect(asked(sticky, 'i-a1', 'i-b1', forward).request).toContain('eni-c1');
  });
});

describe('two transit gateways', () => {
  const peer = (id: string, gateway: string, resource: string, tableId: string) =>
    raw('transitGatewayAttachment', {
      TransitGatewayAttachmentId: id,
      TransitGatewayId: gateway,
      ResourceType: 'peering',
      ResourceId: resource,
      State: 'available',
      Association: { TransitGatewayRouteTableId: tableId, State: 'associated' },
    });
  const two = (near: string, far: string, back: readonly object[]) => [
    ...transit().filter(
      ({ kind, fields }) =>
        fields.TransitGatewayAttachmentId !== 'tgw-attach-b' &&
        kind !== 'transitGatewayRoutes' &&
        kind !== 'transitGatewayPropagations',
    ),
    ...attachment('b', {
      TransitGatewayId: 'tgw-2',
      Association: { TransitGatewayRouteTableId: 'tgw-rtb-2', State: 'associated' },
    }),
    raw('transitGateway', { TransitGatewayId: 'tgw-2', State: 'available' }),
    raw('transitGatewayRouteTable', { TransitGatewayRouteTableId: 'tgw-rtb-2', TransitGatewayId: 'tgw-2' }),
    peer(near, 'tgw-1', 'tgw-2', 'tgw-rtb-1'),
    peer(far, 'tgw-2', 'tgw-1', 'tgw-rtb-2'),
    raw('transitGatewayPeeringAttachment', {
      TransitGatewayAttachmentId: near,
      AccepterTransitGatewayAttachmentId: far,
      RequesterTgwInfo: { TransitGatewayId: 'tgw-1' },
      AccepterTgwInfo: { TransitGatewayId: 'tgw-2' },
      State: 'available',
    }),
    propagations('a'),
    transitRoutes([
      { ...transitRoute('10.2.0.0/16', []), TransitGatewayAttachments: [{ TransitGatewayAttachmentId: near }] },
    ]),
    raw('transitGatewayPropagations', {
      TransitGatewayRouteTableId: 'tgw-rtb-2',
      TransitGatewayRouteTablePropagations: [{ TransitGatewayAttachmentId: 'tgw-attach-b', State: 'enabled' }],
    }),
    raw('transitGatewayRoutes', { TransitGatewayRouteTableId: 'tgw-rtb-2', Routes: back }),
  ];
  const back = (to: string) => [
    {
      DestinationCidrBlock: '10.1.0.0/16',
      Type: 'static',
      State: 'active',
      TransitGatewayAttachments: [{ TransitGatewayAttachmentId: to }],
    },
  ];
  const rerouted = (all: readonly Raw[]) =>
    edit(all, 'rtb-b', { Routes: [route('10.2.0.0/16', 'local'), route('10.0.0.0/8', 'tgw-2')] });
  it.each([
    ['tgw-attach-p', 'tgw-attach-p'],
    ['tgw-attach-p', 'tgw-attach-q'],
  ])('peer by static routes of both: %s and %s', (near, far) => {
    expect(asked(rerouted(two(near, far, back(far)))).verdict).toBe('reachable');
    expect(asked(rerouted(two(near, far, []))).verdict).toBe('forward-only');
  });
  it('that send to each other for ever are a loop', () => {
    const all = rerouted(two('tgw-attach-p', 'tgw-attach-q', []));
    const round = all.map((one) =>
      one.fields.TransitGatewayRouteTableId === 'tgw-rtb-2' && one.kind === 'transitGatewayRoutes'
        ? raw('transitGatewayRoutes', {
            TransitGatewayRouteTableId: 'tgw-rtb-2',
            Routes: [{ ...back('tgw-attach-q')[0], DestinationCidrBlock: '10.2.1.10/32' }],
          })
        : one,
    );
    expect(asked(round).codes).toContain('LOOP');
  });
});
