import { expect, it } from 'vitest';
import { networkOf } from '../explain/ask.fixture.ts';
import { findFix } from '../queries/fix.ts';
import { base, LOCAL, raw, table, without } from './network.fixture.ts';

const S3 = 'com.amazonaws.eu-west-1.s3';
const network = [
  ...without(base(), 'rtb-priv'),
  table('rtb-priv', 'vpc-a', ['subnet-a', 'subnet-b'], LOCAL),
  raw('vpcEndpoint', {
    VpcEndpointId: 'vpce-s3',
    VpcEndpointType: 'Gateway',
    VpcId: 'vpc-a',
    ServiceName: S3,
    State: 'available',
  }),
  raw('prefixList', { PrefixListId: 'pl-s3', PrefixListName: S3, Cidrs: ['52.218.0.0/17'] }),
];

it('a table without a way to a service is associated with its gateway endpoint', () => {
  const question = { from: 'i-app', to: 'service:s3', protocol: 'tcp', port: 443 };
  const { verdict, edits, isFewest } = findFix(networkOf(network), question);
  expect([verdict, isFewest]).toEqual(['reachable', true]);
  expect(edits.map(({ text }) => text)).toEqual(['associate rtb-priv with it, which adds the route pl-s3 → vpce-s3']);
  expect(edits[0]?.commands[0]).toContain(
    'modify-vpc-endpoint --vpc-endpoint-id vpce-s3 --add-route-table-ids rtb-priv',
  );
});
