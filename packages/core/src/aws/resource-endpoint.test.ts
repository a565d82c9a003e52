import { describe, expect, it } from 'vitest';
import { ask } from '../explain/ask.fixture.ts';
import { ACCOUNT, base, group, networkInterface, type Raw, REGION, raw } from './network.fixture.ts';

const configurationArn = (id: string) => `arn:aws:vpc-lattice:${REGION}:${ACCOUNT}:resourceconfiguration/${id}`;

function configuration(id: string, more: object): Raw {
  return raw('resourceConfiguration', {
    id,
    arn: configurationArn(id),
    status: 'ACTIVE',
    resourceGatewayId: 'rgw-1',
    ...more,
  });
}

/** `base` with an endpoint for `shared`, whose gateway asks for `i-db` from beside it. */
function sharing(...shared: readonly Raw[]): readonly Raw[] {
  return [
    ...base(),
    group('sg-open', 'vpc-a'),
    networkInterface('eni-vpce', 'subnet-b', '10.0.2.50', {
      groups: ['sg-open'],
      more: { Description: 'VPC Endpoint Interface: vpce-1' },
    }),
    networkInterface('eni-rgw', 'subnet-b', '10.0.2.60', {
      groups: ['sg-open'],
      more: { Description: 'Resource Gateway Interface rgw-1' },
    }),
    raw('vpcEndpoint', {
      VpcEndpointId: 'vpce-1',
      VpcEndpointType: 'Resource',
      VpcId: 'vpc-a',
      State: 'available',
      ResourceConfigurationArn: configurationArn('rcfg-1'),
      SubnetIds: ['subnet-b'],
      NetworkInterfaceIds: ['eni-vpce'],
    }),
    raw('resourceGateway', { id: 'rgw-1', status: 'ACTIVE', vpcIdentifier: 'vpc-a', subnetIds: ['subnet-b'] }),
    ...shared,
  ];
}

const DB = { resourceConfigurationDefinition: { ipResource: { ipAddress: '10.0.2.10' } } };
const offering = (...portRanges: readonly string[]) =>
  sharing(configuration('rcfg-1', { type: 'SINGLE', portRanges, ...DB }));
const asked = (
  resources: readonly Raw[],
  port: number,
  partial: readonly ['resourceConfiguration'] | readonly [] = [],
) => ask(resources, 'i-app', '10.0.2.50', { protocol: 'tcp', port }, { partial });

describe('the ports of a shared resource (RSE-01)', () => {
  const group = [
    configuration('rcfg-1', { type: 'GROUP' }),
    configuration('rcfg-child', {
      type: 'CHILD',
      resourceConfigurationGroupId: 'rcfg-1',
      portRanges: ['5432'],
      ...DB,
    }),
  ];
  it('of a group are those of its children, where all of them were read', () => {
    expect(asked(sharing(...group), 5432).verdict).toBe('reachable');
    expect(asked(sharing(...group), 8000)).toMatchObject({ verdict: 'blocked', codes: ['ENDPOINT_PORT_CLOSED'] });
  });
  it('are open where children of a group may not have been read', () => {
    expect(asked(sharing(...group), 8000, ['resourceConfiguration'])).toMatchObject({
      verdict: 'unknown',
      codes: expect.arrayContaining(['NOT_COLLECTED']),
    });
  });
  it.each<[string, number, string]>([
    ['5432', 5432, 'reachable'],
    ['5432', 5433, 'blocked'],
    ['8000-8010', 8010, 'reachable'],
    ['8000-8010', 8011, 'blocked'],
    // Nobody knows what is meant by these.
    ['9-3', 5, 'unknown'],
    ['9-3', 9, 'unknown'],
    ['9-3', 443, 'unknown'],
    ['70000', 443, 'unknown'],
    ['60000-70000', 65_535, 'unknown'],
    ['', 443, 'unknown'],
  ])('listed as “%s”: %i is %s', (range, port, verdict) => {
    expect(asked(offering(range), port).verdict).toBe(verdict);
  });
  it('are known of what is a range, whatever stands beside it', () => {
    expect(asked(offering('9-3', '5432'), 5432).verdict).toBe('reachable');
    expect(asked(offering('9-3', '5432'), 443).verdict).toBe('unknown');
  });
});
