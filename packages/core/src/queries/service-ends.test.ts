import { describe, expect, it } from 'vitest';
import { base, host, LOCAL, raw, table, without } from '../aws/network.fixture.ts';
import { ask } from '../explain/ask.fixture.ts';

const S3 = 'com.amazonaws.eu-west-1.s3';
const endpoint = (id: string, more: object = {}) =>
  raw('vpcEndpoint', {
    VpcEndpointId: id,
    VpcEndpointType: 'Gateway',
    VpcId: 'vpc-a',
    ServiceName: S3,
    State: 'available',
    ...more,
  });
const list = (cidrs: readonly string[]) =>
  raw('prefixList', { PrefixListId: 'pl-s3', PrefixListName: S3, Cidrs: cidrs });
const routed = [
  ...without(base(), 'rtb-priv'),
  table('rtb-priv', 'vpc-a', ['subnet-a'], { ...LOCAL, 'pl-s3': 'vpce-s3' }),
  table('rtb-b', 'vpc-a', ['subnet-b'], { ...LOCAL, '0.0.0.0/0': 'nat-a' }),
  endpoint('vpce-s3'),
  list(['52.218.0.0/17', '3.5.64.0/21']),
];

describe('a gateway endpoint', () => {
  it.each(['vpce-s3', 'service:s3', `service:${S3}`])('is dialled at the addresses of its service as %s', (to) => {
    const { verdict, part, request } = ask(routed, 'i-app2', to);
    expect([verdict, part.to]).toEqual(['reachable', ['3.5.64.0/21', '52.218.0.0/17']]);
    expect(request).toBe('eni-app2 subnet-a vpce-s3');
  });
  it('is not reached by what leads to the same addresses otherwise', () => {
    const { verdict, part } = ask(routed, 'i-db', 'vpce-s3');
    expect([verdict, part.blockers.map(({ code }) => code)]).toEqual(['blocked', ['NO_POSSIBLE_DESTINATION']]);
  });
  it('is told apart by address', () => {
    const more = [...routed, ...host('odd', 'subnet-a', '10.0.1.40', { groups: ['sg-some'] })];
    const some = raw('securityGroup', {
      GroupId: 'sg-some',
      VpcId: 'vpc-a',
      IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '52.218.0.0/17' }] }],
    });
    const { explanation } = ask([...more, some], 'i-odd', 'vpce-s3');
    expect(explanation.parts.map(({ verdict, to }) => [verdict, to])).toEqual([
      ['reachable', ['52.218.0.0/17']],
      ['blocked', ['3.5.64.0/21']],
    ]);
  });
  it('whose list was not read is unknown, with the call for it', () => {
    const bare = [...without(routed, 'pl-s3'), raw('prefixList', { PrefixListId: 'pl-s3', PrefixListName: S3 })];
    const { verdict, part } = ask(bare, 'i-app2', 'vpce-s3');
    expect([verdict, part.to]).toEqual(['unknown', ['vpce-s3']]);
    expect(part.unknowns).toMatchObject([
      {
        code: 'PREFIX_LIST_UNKNOWN',
        missing: { kind: 'prefixListEntries', command: expect.stringContaining('pl-s3') },
      },
    ]);
  });
  it.each(['vpce-s3', 'service:s3'])('never asks: %s', (from) => {
    expect(() => ask(routed, from, 'i-db')).toThrow(
      expect.objectContaining({ code: 'BAD_SELECTOR', hint: expect.stringContaining('never ask') }),
    );
  });
});

it('a service is every endpoint of it', () => {
  const both = [
    ...routed,
    ...host('ep', 'subnet-b', '10.0.2.50', { more: { InterfaceType: 'vpc_endpoint', Attachment: undefined } }),
    endpoint('vpce-if', { VpcEndpointType: 'Interface', NetworkInterfaceIds: ['eni-ep'] }),
  ];
  const { verdict, explanation } = ask(both, 'i-app2', 'service:s3');
  expect([verdict, explanation.to.understood]).toEqual(['reachable', ['vpce-s3', 'eni-ep']]);
  expect(() => ask(both, 'vpce-if', 'i-app2')).toThrow(expect.objectContaining({ code: 'BAD_SELECTOR' }));
});
