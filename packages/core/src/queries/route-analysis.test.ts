import { describe, expect, it } from 'vitest';
import { type Raw, raw } from '../aws/network.fixture.ts';
import {
  attachment,
  inspected,
  propagations,
  transit,
  transitRoute,
  transitRoutes,
} from '../aws/transit-gateway.fixture.ts';
import { type AskOptions, networkOf } from '../explain/ask.fixture.ts';
import { analyzeRoutes, type RouteAnalysis } from './route-analysis.ts';
import { parseRouteQuestion, type RouteQuestionText } from './route-question.ts';

const A = 'tgw-attach-a/10.1.1.10';
const B = 'tgw-attach-b/10.2.1.10';

function analysis(
  resources: readonly Raw[],
  text: Partial<RouteQuestionText> = {},
  options: AskOptions = {},
): RouteAnalysis {
  const network = networkOf(resources, options);
  return analyzeRoutes(network, parseRouteQuestion(network, { from: A, to: B, ...text }));
}
function hops(path: RouteAnalysis['forward'] | undefined): string {
  return (path?.ways[0]?.hops ?? []).map(({ component }) => component).join(' ');
}
const routed = (...routes: readonly object[]) => [
  ...transit().filter(({ kind }) => kind !== 'transitGatewayRoutes' && kind !== 'transitGatewayPropagations'),
  propagations(),
  transitRoutes(routes),
];
const without = (name: string, ...by: readonly Raw[]) => [
  ...transit().filter(({ fields }) => fields.TransitGatewayAttachmentId !== `tgw-attach-${name}`),
  ...by,
];

/** A second gateway with VPC `z` (10.9.0.0/16), peered with the first: attachments `p1` and `p2` are its two sides. */
function peered(routes: readonly object[], far: readonly object[]): readonly Raw[] {
  const side = (id: string, own: string, other: string, table: string) =>
    raw('transitGatewayAttachment', {
      TransitGatewayAttachmentId: id,
      TransitGatewayId: own,
      ResourceType: 'peering',
      ResourceId: other,
      State: 'available',
      Association: { TransitGatewayRouteTableId: table, State: 'associated' },
    });
  return [
    ...routed(...routes),
    raw('transitGateway', { TransitGatewayId: 'tgw-2', State: 'available', Options: {} }),
    raw('transitGatewayRouteTable', { TransitGatewayRouteTableId: 'tgw-rtb-2', TransitGatewayId: 'tgw-2' }),
    side('tgw-attach-p1', 'tgw-1', 'tgw-2', 'tgw-rtb-1'),
    side('tgw-attach-p2', 'tgw-2', 'tgw-1', 'tgw-rtb-2'),
    raw('transitGatewayPeeringAttachment', {
      TransitGatewayAttachmentId: 'tgw-attach-p1',
      AccepterTransitGatewayAttachmentId: 'tgw-attach-p2',
      RequesterTgwInfo: { TransitGatewayId: 'tgw-1' },
      AccepterTgwInfo: { TransitGatewayId: 'tgw-2' },
      State: 'available',
    }),
    raw('transitGatewayAttachment', {
      TransitGatewayAttachmentId: 'tgw-attach-z',
      TransitGatewayId: 'tgw-2',
      ResourceType: 'vpc',
      ResourceId: 'vpc-z',
      State: 'available',
      Association: { TransitGatewayRouteTableId: 'tgw-rtb-2', State: 'associated' },
    }),
    raw('transitGatewayRoutes', {
      TransitGatewayRouteTableId: 'tgw-rtb-2',
      Routes: far,
      AdditionalRoutesAvailable: false,
    }),
    raw('transitGatewayPropagations', {
      TransitGatewayRouteTableId: 'tgw-rtb-2',
      TransitGatewayRouteTablePropagations: [],
    }),
  ];
}

describe('the tables of a transit gateway', () => {
  it('lead from one attachment by its table to another, and back where that is asked', () => {
    const { verdict, forward, back } = analysis(transit(), { includeReturnPath: true });
    expect(verdict).toBe('reachable');
    expect(hops(forward)).toBe('tgw-attach-a tgw-rtb-1 tgw-attach-b');
    expect(forward.ways[0]?.hops.at(-1)?.cidr).toBe('10.2.0.0/16');
    expect(hops(back)).toBe('tgw-attach-b tgw-rtb-1 tgw-attach-a');
  });
  it('are not asked for the way back unless the way there is connected', () => {
    const { verdict, back } = analysis(routed(), { includeReturnPath: true });
    expect([verdict, back]).toEqual(['blocked', undefined]);
  });
  it('may lead there and not back', () => {
    const { verdict, back } = analysis(routed(transitRoute('10.2.0.0/16', ['b'])), { includeReturnPath: true });
    expect([verdict, back?.reason?.code]).toEqual(['forward-only', 'ROUTE_NOT_FOUND']);
  });
  it('are asked whatever state the attachment is in, and whatever the VPC does', () => {
    expect(analysis(without('b', ...attachment('b', { State: 'modifying' }, {}))).verdict).toBe('reachable');
  });

  it.each<[string, readonly Raw[], Partial<RouteQuestionText>, string]>([
    ['no such attachment', transit(), { from: 'tgw-attach-x/10.1.1.10' }, 'TRANSIT_GATEWAY_ATTACHMENT_NOT_FOUND'],
    ['no such destination', transit(), { to: 'tgw-attach-x/10.1.1.10' }, 'TRANSIT_GATEWAY_ATTACHMENT_NOT_FOUND'],
    ['a route to nowhere', routed(transitRoute('10.2.0.0/16', ['x'])), {}, 'TRANSIT_GATEWAY_ATTACHMENT_NOT_FOUND'],
    [
      'another gateway named',
      transit(),
      { from: 'tgw-attach-a@tgw-9/10.1.1.10' },
      'TRANSIT_GATEWAY_ATTACHMENT_NOT_IN_TRANSIT_GATEWAY',
    ],
    [
      'a route to an attachment of another gateway',
      peered([transitRoute('10.2.0.0/16', ['z'])], []),
      {},
      'TRANSIT_GATEWAY_ATTACHMENT_NOT_IN_TRANSIT_GATEWAY',
    ],
    [
      'no table',
      without('a', ...attachment('a', { Association: undefined })),
      {},
      'TRANSIT_GATEWAY_ATTACHMENT_STABLE_ROUTE_TABLE_NOT_FOUND',
    ],
    [
      'a table that is still being associated',
      without(
        'a',
        ...attachment('a', { Association: { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'associating' } }),
      ),
      {},
      'TRANSIT_GATEWAY_ATTACHMENT_STABLE_ROUTE_TABLE_NOT_FOUND',
    ],
    ['no route', routed(transitRoute('10.3.0.0/16', ['b'])), {}, 'ROUTE_NOT_FOUND'],
    [
      'a blackhole',
      routed(transitRoute('10.2.0.0/16', ['b']), transitRoute('10.2.1.0/24', [], { State: 'blackhole' })),
      {},
      'BLACKHOLE_ROUTE_FOR_DESTINATION_FOUND',
    ],
    [
      'a route that is pending',
      routed(transitRoute('10.2.0.0/16', ['b'], { State: 'pending' })),
      {},
      'INACTIVE_ROUTE_FOR_DESTINATION_FOUND',
    ],
    [
      'another attachment',
      routed(transitRoute('10.2.0.0/16', ['a'])),
      {},
      'TRANSIT_GATEWAY_ATTACHMENT_ATTACH_ARN_NO_MATCH',
    ],
    [
      'tables of two gateways that send it to each other',
      peered([transitRoute('10.2.0.0/16', ['p1'])], [transitRoute('10.2.0.0/16', ['p2'])]),
      {},
      'CYCLIC_PATH_DETECTED',
    ],
  ])('%s is why they do not', (_, resources, text, code) => {
    const { verdict, forward } = analysis(resources, text);
    expect([verdict, forward.result, forward.reason?.code]).toEqual(['blocked', 'not-connected', code]);
  });

  it('say where an address goes that no attachment was named for, and not whether that is right', () => {
    const { verdict, forward } = analysis(transit(), { to: '10.2.1.10' });
    expect([verdict, forward.reason?.code]).toEqual(['unknown', 'NO_DESTINATION_ARN_PROVIDED']);
    expect(hops(forward)).toBe('tgw-attach-a tgw-rtb-1 tgw-attach-b');
  });
  it('that were not read decide nothing', () => {
    const unread = transit().filter(
      ({ kind }) => kind !== 'transitGatewayRoutes' && kind !== 'transitGatewayPropagations',
    );
    const { verdict, forward } = analysis(unread);
    expect([verdict, forward.reason?.code]).toEqual(['unknown', 'TGW_RTB_ROUTES_ARE_UNKNOWN']);
    expect(forward.reason?.missing?.command).toContain('search-transit-gateway-routes');
  });
  it('of which a search lists a part may still lead elsewhere', () => {
    const part = [
      ...routed().filter(({ kind }) => kind !== 'transitGatewayRoutes'),
      transitRoutes([transitRoute('10.2.0.0/16', ['b'])], { AdditionalRoutesAvailable: true }),
    ];
    expect(analysis(part).forward.reason?.code).toBe('TGW_RTB_ROUTES_ARE_UNKNOWN');
  });
  it('with equal routes to several attachments leave it to AWS', () => {
    const { verdict, forward } = analysis(routed(transitRoute('10.2.0.0/16', ['a', 'b'])));
    expect([verdict, forward.ways.length, forward.reason?.code]).toEqual(['unknown', 2, 'UNEQUAL_PATHS']);
    expect(hops(forward)).toBe('tgw-attach-a tgw-rtb-1 tgw-attach-b');
  });
  it('more than 64 of them in a row are too many', () => {
    const { forward } = analysis(chain(70), { to: 'tgw-attach-70/10.2.1.10', from: 'tgw-attach-0/10.1.1.10' });
    expect(forward.reason?.code).toBe('MAX_HOPS_EXCEEDED');
    const short = analysis(chain(60), { to: 'tgw-attach-60/10.2.1.10', from: 'tgw-attach-0/10.1.1.10' });
    expect(short.forward.result).toBe('connected');
  });
});

/** Gateways in a row, each peered with the next; VPCs are attached to the first and the last. */
function chain(length: number): readonly Raw[] {
  const side = (id: string, gateway: number, to: object) =>
    raw('transitGatewayAttachment', {
      TransitGatewayAttachmentId: id,
      TransitGatewayId: `tgw-${gateway}`,
      State: 'available',
      Association: { TransitGatewayRouteTableId: `tgw-rtb-${gateway}`, State: 'associated' },
      ...to,
    });
  return Array.from({ length: length + 1 }, (_, i): readonly Raw[] => {
    const onward = i < length ? `e${i}` : `${length}`;
    const peer = (at: number) => ({ ResourceType: 'peering', ResourceId: `tgw-${at}` });
    return [
      raw('transitGateway', { TransitGatewayId: `tgw-${i}`, State: 'available', Options: {} }),
      raw('transitGatewayRouteTable', { TransitGatewayRouteTableId: `tgw-rtb-${i}`, TransitGatewayId: `tgw-${i}` }),
      raw('transitGatewayPropagations', {
        TransitGatewayRouteTableId: `tgw-rtb-${i}`,
        TransitGatewayRouteTablePropagations: [],
      }),
      raw('transitGatewayRoutes', {
        TransitGatewayRouteTableId: `tgw-rtb-${i}`,
        Routes: [transitRoute('10.2.0.0/16', [onward])],
        AdditionalRoutesAvailable: false,
      }),
      ...(i < length ? [side(`tgw-attach-e${i}`, i, peer(i + 1))] : []),
      ...(i > 0 ? [side(`tgw-attach-w${i}`, i, peer(i - 1))] : []),
      ...(i === 0 || i === length ? [side(`tgw-attach-${i}`, i, { ResourceType: 'vpc', ResourceId: `vpc-${i}` })] : []),
    ];
  }).flat();
}

describe('peered transit gateways', () => {
  const there = peered([transitRoute('10.9.0.0/16', ['p1'])], [transitRoute('10.9.0.0/16', ['z'])]);
  it('are asked one after the other', () => {
    const { forward } = analysis(there, { to: 'tgw-attach-z/10.9.0.5' });
    expect(forward.result).toBe('connected');
    expect(hops(forward)).toBe('tgw-attach-a tgw-rtb-1 tgw-attach-p1 tgw-attach-p2 tgw-rtb-2 tgw-attach-z');
  });
  it('either side of the peering may be where the question ends', () => {
    expect(hops(analysis(there, { to: 'tgw-attach-p1/10.9.0.5' }).forward)).toBe(
      'tgw-attach-a tgw-rtb-1 tgw-attach-p1',
    );
    expect(analysis(there, { to: 'tgw-attach-p2/10.9.0.5' }).forward.result).toBe('connected');
  });
  it('of which only one was read are unknown behind it', () => {
    const near = there.filter(
      ({ fields }) =>
        ![fields.TransitGatewayId, fields.TransitGatewayRouteTableId].some((id) => `${id}`.endsWith('-2')),
    );
    const alone = near.filter(({ kind }) => kind !== 'transitGatewayPeeringAttachment');
    const { verdict, forward } = analysis(alone, { to: '10.9.0.5' });
    expect([verdict, forward.reason?.code]).toEqual(['unknown', 'NOT_COLLECTED']);
  });
});

describe('a middlebox', () => {
  const appliances = {
    settings: { cidrs: {}, sites: {}, environments: {}, appliances: { 'i-c1': 'forward', 'i-c2': 'forward' } },
  } as const;
  it('is not gone through unless it is asked for', () => {
    const { forward } = analysis(inspected(), {}, appliances);
    expect(forward.reason?.code).toBe('TRANSIT_GATEWAY_ATTACHMENT_ATTACH_ARN_NO_MATCH');
    expect(forward.reason?.evidence.text).toContain('may send the packet back');
  });
  it('that is stated to forward is gone through', () => {
    const { forward } = analysis(inspected(), { useMiddleboxes: true }, appliances);
    expect(forward.result).toBe('connected');
    expect(hops(forward)).toBe('tgw-attach-a tgw-rtb-1 tgw-attach-c tgw-rtb-2 tgw-attach-b');
    expect(forward.ways[0]?.hops[2]?.middlebox).toEqual(['eni-c1', 'eni-c2']);
  });
  it('that nobody states is possible', () => {
    const { verdict, forward } = analysis(inspected(), { useMiddleboxes: true });
    expect([verdict, forward.reason?.code]).toEqual(['unknown', 'POSSIBLE_MIDDLEBOX']);
  });
  it('whose subnets were not read is possible', () => {
    const unread = inspected().filter(({ kind }) => kind !== 'transitGatewayVpcAttachment');
    const { forward } = analysis(unread, { useMiddleboxes: true }, appliances);
    expect(forward.reason?.code).toBe('POSSIBLE_MIDDLEBOX');
    expect(forward.reason?.missing?.command).toContain('describe-transit-gateway-vpc-attachments');
  });
  it('that is stated to drop is none', () => {
    const settings = { ...appliances.settings, appliances: { 'i-c1': 'drop', 'i-c2': 'drop' } } as const;
    const { forward } = analysis(inspected(), { useMiddleboxes: true }, { settings });
    expect(forward.reason?.code).toBe('TRANSIT_GATEWAY_ATTACHMENT_ATTACH_ARN_NO_MATCH');
  });
});

describe('a question about routes', () => {
  const ask = (text: Partial<RouteQuestionText>) => () => analysis(transit(), text);
  it('names attachments by id, ARN, or what is attached', () => {
    for (const from of [
      'tgw-attach-a/10.1.1.10',
      'arn:aws:ec2:eu-west-1:111111111111:transit-gateway-attachment/tgw-attach-a/10.1.1.10',
      'vpc-a/10.1.1.10',
      'tgw-attach-a@tgw-1',
    ]) {
      expect(analysis(transit(), { from }).verdict, from).toBe('reachable');
    }
  });
  it.each<[string, Partial<RouteQuestionText>, string]>([
    ['an address alone to begin with', { from: '10.1.1.10' }, 'BAD_SELECTOR'],
    ['no address to go to', { to: 'tgw-attach-b' }, 'BAD_SELECTOR'],
    ['a range', { to: 'tgw-attach-b/10.2.0.0/16' }, 'BAD_SELECTOR'],
    ['a way back to nowhere', { from: 'tgw-attach-a', includeReturnPath: true }, 'BAD_SELECTOR'],
    ['two families', { to: 'tgw-attach-b/2001:db8::1' }, 'CONFLICT'],
    ['a name that nothing has', { from: 'tgw-atach-a/10.1.1.10' }, 'UNKNOWN_COMPONENT'],
  ])('with %s cannot be asked', (_, text, code) => {
    expect(ask(text)).toThrow(expect.objectContaining({ code }));
  });
});
