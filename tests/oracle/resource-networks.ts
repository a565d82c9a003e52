import { acl, edit, group, host, networkInterface, type Raw, raw, subnet, table, vpc } from './build.ts';
import { f0 } from './networks.ts';

const ARN = 'arn:aws:vpc-lattice:eu-west-1:111111111111';
export const configurationArn = (id: string) => `${ARN}:resourceconfiguration/${id}`;
export const zone = (letter: string) => ({ AvailabilityZoneId: `euw1-az-${letter}` });

/** A resource configuration that shares tcp/443 of the resource at 10.5.2.10, unless `more` says otherwise. */
export function configuration(id: string, more: object = {}): Raw {
  return raw('resourceConfiguration', {
    id,
    arn: configurationArn(id),
    name: id,
    type: 'SINGLE',
    status: 'ACTIVE',
    resourceGatewayId: 'rgw-1',
    protocol: 'TCP',
    portRanges: ['443'],
    resourceConfigurationDefinition: { ipResource: { ipAddress: '10.5.2.10' } },
    ...more,
  });
}

/** A host `i-NAME` of a group of its own, in the subnet of the provider's resources. */
export function resource(name: string, ip: string): readonly Raw[] {
  return [group(`sg-${name}`, 'vpc-p'), ...host(name, 'vpc-p', 'p-res', ip, { groups: [`sg-${name}`] })];
}

export function gatewayInterface(id: string, subnetId: string, ip: string, secondary: readonly string[] = []): Raw {
  const more = { RequesterManaged: true, Description: 'Resource Gateway Interface rgw-1' };
  return networkInterface(id, 'vpc-p', subnetId, ip, { groups: ['sg-gw'], secondary, more });
}

/**
 * F0 with an endpoint `vpce-r` at 10.0.2.50 in `priv-b`, zone b. What it leads to is in a VPC of its own that nothing
 * joins to the consumer's: through a gateway at 10.5.1.20, in the same zone, to `i-res` at 10.5.2.10.
 */
export function shared(...configurations: readonly Raw[]): readonly Raw[] {
  const description = 'VPC Endpoint Interface: vpce-r';
  return [
    ...edit(edit(f0(), 'priv-a', zone('a')), 'priv-b', zone('b')),
    group('sg-ep', 'vpc-a'),
    networkInterface('eni-ep', 'vpc-a', 'priv-b', '10.0.2.50', {
      groups: ['sg-ep'],
      more: { RequesterManaged: true, Description: description },
    }),
    raw('vpcEndpoint', {
      VpcEndpointId: 'vpce-r',
      VpcEndpointType: 'Resource',
      VpcId: 'vpc-a',
      State: 'available',
      SubnetIds: ['priv-b'],
      NetworkInterfaceIds: ['eni-ep'],
      ResourceConfigurationArn: configurationArn('rcfg-1'),
    }),
    ...(configurations.length > 0 ? configurations : [configuration('rcfg-1')]),
    raw('resourceGateway', {
      id: 'rgw-1',
      arn: `${ARN}:resourcegateway/rgw-1`,
      name: 'gateway',
      status: 'ACTIVE',
      vpcIdentifier: 'vpc-p',
      subnetIds: ['p-gw'],
      securityGroupIds: ['sg-gw'],
      ipAddressType: 'IPV4',
    }),
    vpc('vpc-p', '10.5.0.0/16'),
    subnet('p-gw', 'vpc-p', '10.5.1.0/24', zone('b')),
    subnet('p-res', 'vpc-p', '10.5.2.0/24', zone('c')),
    table('rtb-p', 'vpc-p', { main: true }, { '10.5.0.0/16': 'local' }),
    acl('acl-gw', 'vpc-p', ['p-gw']),
    acl('acl-res', 'vpc-p', ['p-res']),
    group('sg-gw', 'vpc-p'),
    gatewayInterface('eni-gw', 'p-gw', '10.5.1.20'),
    ...resource('res', '10.5.2.10'),
  ];
}
