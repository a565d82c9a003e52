import { describe, expect, it } from 'vitest';
import { ACCOUNT, base, edit, host, networkInterface, REGION, raw } from '../aws/network.fixture.ts';
import { compile } from '../engine/network.ts';
import { networkOf } from '../explain/ask.fixture.ts';
import { describeEnd } from './end.ts';
import { resolveEnds } from './ends.ts';

const dns = (name: string) => [{ DnsName: name }];
const network = networkOf(
  [
    ...edit(
      edit(base(), 'i-web', { PublicDnsName: 'web.example.com', Tags: [{ Key: 'Name', Value: 'front' }] }),
      'i-db',
      {
        PrivateDnsName: 'ip-10-0-2-10.ec2.internal',
      },
    ),
    networkInterface('eni-second', 'subnet-b', '10.0.2.11', {
      secondary: ['10.0.2.12'],
      more: { Attachment: { InstanceId: 'i-db' }, TagSet: [{ Key: 'role', Value: 'store' }], OwnerId: '222222222222' },
    }),
    networkInterface('eni-fn', 'subnet-b', '10.0.2.20', { more: { InterfaceType: 'lambda' } }),
    networkInterface('eni-ep', 'subnet-b', '10.0.2.21', { more: { InterfaceType: 'vpc_endpoint' } }),
    raw('vpcEndpoint', {
      VpcEndpointId: 'vpce-1',
      VpcEndpointType: 'Interface',
      ServiceName: 'com.amazonaws.eu-west-1.sqs',
      VpcId: 'vpc-a',
      State: 'available',
      NetworkInterfaceIds: ['eni-ep'],
      DnsEntries: dns('sqs.eu-west-1.amazonaws.com'),
    }),
    ...host('one', 'subnet-b', '10.0.2.31', { more: { TagSet: [{ Key: 'Name', Value: 'twin' }] } }),
    ...host('two', 'subnet-b', '10.0.2.32', { more: { TagSet: [{ Key: 'Name', Value: 'twin' }] } }),
  ],
  { settings: { cidrs: { office: ['192.0.2.0/24', '10.0.1.10'], empty: [] } } },
);

const ends = (text: string) => resolveEnds(network, text).ends.flatMap(describeEnd);
const refused = (text: string) => {
  try {
    return ends(text);
  } catch (error) {
    return error;
  }
};

describe('an end is named by', () => {
  it.each([
    ['internet', ['internet']],
    ['igw-a', ['igw-a']],
    ['igw-a/8.8.8.8', ['igw-a/8.8.8.8']],
    ['10.0.1.0/24 & 10.0.1.0/28', ['10.0.1.0/28']],
    ['[2001:db8::1]:443', ['2001:db8::1']],
    ['internet/8.8.8.8', ['internet/8.8.8.8']],
    ['10.0.1.0/24', ['10.0.1.0/24']],
    ['2001:db8::1', ['2001:db8::1']],
    ['i-app', ['i-app']],
    ['eni-app', ['i-app']],
    ['i-db', ['i-db', 'i-db']],
    ['subnet-a', ['i-app', 'i-app2']],
    ['nat-a', ['eni-nat']],
    ['vpce-1', ['eni-ep']],
    ['service:sqs', ['eni-ep']],
    ['service:com.amazonaws.eu-west-1.sqs', ['eni-ep']],
    ['sg-app', ['i-app']],
    ['arn:aws:ec2:eu-west-1:111111111111:instance/i-app', ['i-app']],
    ['eni-app/10.0.1.10', ['eni-app/10.0.1.10']],
    ['vpc-a/10.0.2.12', ['eni-second/10.0.2.12']],
    ['eni-app/10.9.9.9', ['eni-app/10.9.9.9']],
    ['name:front', ['i-web']],
    ['front', ['i-web']],
    ['tag:role', ['i-db']],
    ['tag:role=store', ['i-db']],
    ['type:lambda', ['eni-fn']],
    ['type:nat_gateway', ['eni-nat']],
    [`account:222222222222`, ['i-db']],
    ['cidr:office', ['192.0.2.0/24', '10.0.1.10']],
    ['web.example.com:443', ['i-web']],
    ['ip-10-0-2-10.ec2.internal', ['i-db', 'i-db']],
    ['https://sqs.eu-west-1.amazonaws.com', ['eni-ep']],
  ])('%s: %j', (text, found) => {
    expect(ends(text)).toEqual(found);
  });

  it('what all have in common is all of it', () => {
    const everything = ends('*');
    expect(everything).toContain('internet');
    expect(ends(`region:${REGION}`)).toEqual(everything.filter((end) => end !== 'internet'));
    expect(ends('vpc-a')).toEqual(ends(`region:${REGION}`));
    expect(ends(`account:${ACCOUNT}`)).toHaveLength(everything.length - 2);
    expect(ends('type:instance')).toEqual(expect.arrayContaining(['i-app', 'i-web']));
  });
});

describe('sets of ends', () => {
  it.each([
    ['i-app,i-app', ['i-app']],
    ['i-app, i-web', ['i-app', 'i-web']],
    ['subnet-a & !i-app', ['i-app2']],
    ['subnet-a & 10.0.1.11', ['i-app2']],
    ['subnet-a & sg-app', ['i-app']],
    ['!10.0.0.0/8', ['internet']],
    ['eni-app/10.0.1.10,eni-app', ['eni-app/10.0.1.10', 'i-app']],
    ['subnet-b & eni-second/10.0.2.12', ['eni-second/10.0.2.12']],
    ['eni-second,!eni-second/10.0.2.12', ['eni-second/10.0.2.11']],
    ['vpc-a & 10.0.2.11/32', ['eni-second/10.0.2.11']],
    ['10.0.2.12 & vpc-a', ['eni-second/10.0.2.12']],
    ['vpc-a & 10.0.1.10', ['eni-app/10.0.1.10']],
    ['vpc-a & 203.0.113.10', ['eni-web/10.0.0.10']],
    ['i-app,i-web,!i-app', ['i-web']],
    ['subnet-a,!10.0.1.11', ['i-app']],
    ['!subnet-b,!subnet-a,!internet', ['eni-nat', 'i-web']],
    ['10.0.0.0/8,!10.1.0.0/16', ['10.0.0.0/8 without 10.1.0.0/16']],
    ['10.0.0.0/8 & !10.1.0.0/16', ['10.0.0.0/8 without 10.1.0.0/16']],
    ['10.0.0.0/8,!10.0.0.0/9', ['10.0.0.0/8 without 10.0.0.0/9']],
    ['10.0.1.8/30,!i-app', ['10.0.1.8/30 without 10.0.1.10']],
    ['203.0.113.8/29,!i-web', ['203.0.113.8/29 without 203.0.113.10']],
    ['8.0.0.0/6,!internet', ['10.0.0.0/8']],
    ['internet,!203.0.113.0/24', ['internet without 203.0.113.0/24']],
    ['internet & 203.0.113.0/24', ['internet/203.0.113.0/24']],
    ['internet/8.0.0.0/7,!8.8.8.8', ['internet/8.0.0.0/7 without 8.8.8.8']],
    ['internet & igw-a', ['igw-a']],
    ['igw-a & 8.8.8.8', ['igw-a/8.8.8.8']],
    ['internet,!10.0.0.0/8', ['internet']],
    ['internet & !*,i-app', ['i-app']],
  ])('%s: %j', (text, found) => {
    expect(ends(text)).toEqual(found);
  });
  it('that differ in what is left out are two, however long the list of it', () => {
    const all = ['10.0.0.0', '10.0.0.2', '10.0.0.4', '10.0.0.6', '10.0.0.8', '10.0.0.10'];
    const without = (...out: readonly string[]) => ['10.0.0.0/8', ...out.map((one) => `!${one}`)].join('&');
    const [long, other] = [without(...all), without(...all.slice(0, 5), '10.0.0.12')];
    expect(ends(`${long},${other}`)).toEqual(
      Array(2).fill('10.0.0.0/8 without 10.0.0.0, 10.0.0.2, 10.0.0.4, 10.0.0.6 and 2 more'),
    );
    expect(ends(`${long},${long}`)).toHaveLength(1);
  });
  it('the complement of everything is nothing, and that cannot be asked', () => {
    expect(refused('!*')).toMatchObject({ code: 'NO_SOURCE_OR_DESTINATION' });
    expect(refused('subnet-a & subnet-b')).toMatchObject({ code: 'NO_SOURCE_OR_DESTINATION' });
  });
});

describe('what cannot be asked says what to type instead', () => {
  it.each([
    ['i-ap', 'UNKNOWN_COMPONENT', /i-app/],
    ['sg-none', 'UNKNOWN_COMPONENT', /./],
    ['twin', 'AMBIGUOUS', /i-one \(instance, 10\.0\.2\.31\), i-two \(instance, 10\.0\.2\.32\)/],
    ['frnt', 'UNKNOWN_COMPONENT', /front/],
    ['name:frnt', 'NO_SOURCE_OR_DESTINATION', /front/],
    ['name:nobody', 'NO_SOURCE_OR_DESTINATION', /name/],
    ['tag:role=other', 'NO_SOURCE_OR_DESTINATION', /tag/],
    ['tag:constructor', 'NO_SOURCE_OR_DESTINATION', /tag/],
    ['tag:', 'NO_SOURCE_OR_DESTINATION', /tag\.$/],
    ['cidr:home', 'UNKNOWN_COMPONENT', /cidr:office/],
    ['cidr:empty', 'NO_SOURCE_OR_DESTINATION', /./],
    ['10.0.1.300', 'BAD_SELECTOR', /no address/],
    ['10.0.0.0/33', 'BAD_SELECTOR', /no address/],
    ['2001:db8::/129', 'BAD_SELECTOR', /no address/],
    ['2001:db8::5::6', 'BAD_SELECTOR', /no address/],
    ['0.0.0.0/0', 'BAD_SELECTOR', /internet/],
    ['::/0', 'BAD_SELECTOR', /internet/],
    ['internet/no', 'BAD_SELECTOR', /ADDRESS/],
    ['eni-app/no', 'BAD_SELECTOR', /address/],
    ['vpc-a/10.9.9.9', 'NO_SOURCE_OR_DESTINATION', /vpc-a/],
    ['igw-a/10.9.9.9', 'NO_SOURCE_OR_DESTINATION', /not public/],
    ['internet/10.0.0.1', 'NO_SOURCE_OR_DESTINATION', /not public/],
    ['internet & 10.0.0.0/8,!*', 'NO_SOURCE_OR_DESTINATION', /./],
    ['internet,!igw-a', 'BAD_SELECTOR', /gateway/],
    ['rtb-priv', 'NOT_AN_END', /subnets/],
    ['acl-pub', 'NOT_AN_END', /subnets/],
    ['service:s3', 'NO_SOURCE_OR_DESTINATION', /sqs/],
    ['tgw-1', 'BAD_SELECTOR', /address/],
    ['onprem:site', 'BAD_SELECTOR', /address/],
  ])('%s: %s', (text, code, hint) => {
    expect(refused(text)).toMatchObject({ name: 'QuestionError', code, hint: expect.stringMatching(hint) });
  });
});

describe('another name that the input has', () => {
  const aliases = {
    'aws_instance.app["a, b"]': ['i-web'],
    'aws_instance.app': ['i-web', 'i-db'],
    'aws_subnet.b': ['subnet-b'],
  };
  const aliased = compile({ ...network.snapshot, aliases });
  const named = (text: string) => resolveEnds(aliased, text).ends.flatMap(describeEnd);

  it.each([
    ['aws_instance.app["a, b"]', 'i-web'],
    ['aws_instance.app["a, b"]:443', 'i-web'],
    ['aws_instance.app', 'i-web,i-db'],
    ['aws_instance.app & aws_subnet.b', 'i-db & subnet-b'],
    ['aws_subnet.b/10.0.2.31', 'subnet-b/10.0.2.31'],
  ])('%s means %s', (alias, ids) => {
    expect(named(alias)).toEqual(ends(ids));
  });
});

describe('a Name that reads like a selector', () => {
  const called = (Name: string) => networkOf(edit(base(), 'i-web', { Tags: [{ Key: 'Name', Value: Name }] }));
  it.each(['R&D', 'a,b', '!new', 'cluster:1', 'web server, old (prod)'])('%s means what is called so', (name) => {
    const network = called(name);
    for (const [text, port] of [
      [name, undefined],
      [`name:${name}`, undefined],
      [`${name}:443`, 443],
    ] as const) {
      const found = resolveEnds(network, text);
      expect([found.ends.flatMap(describeEnd), found.port]).toEqual([['i-web'], port]);
    }
  });
  it('is a selector where nothing is called so', () => {
    const network = called('R');
    expect(resolveEnds(network, 'R,i-db').ends).toHaveLength(2);
    expect(() => resolveEnds(network, 'R&D')).toThrow(expect.objectContaining({ code: 'UNKNOWN_COMPONENT' }));
  });
});
