import { describe, expect, test } from 'vitest';
import { base, imported, instance, open, type Planned, planOf, ref } from './terraform.fixture.ts';

const NIC: Planned = {
  address: 'aws_network_interface.own',
  after: { subnet_id: ref('aws_subnet.private') },
  unknown: { private_ip: true, private_ips: true },
};
const shared = (ip_address: readonly string[] | string): Planned => {
  const isKnown = typeof ip_address === 'string';
  return {
    address: 'aws_vpclattice_resource_configuration.shared',
    values: {
      ...{ name: 'shared', type: 'SINGLE', protocol: 'TCP', port_ranges: ['5432'] },
      resource_configuration_definition: [{ ip_resource: [isKnown ? { ip_address } : {}] }],
    },
    unknown: isKnown ? {} : { resource_configuration_definition: [{ ip_resource: [{ ip_address: true }] }] },
  };
};

function sharedAddress(resource: Planned, references: readonly string[] = [], more: readonly Planned[] = [NIC]) {
  const plan = planOf([...base, open, instance('db', 'private', 'open'), ...more, resource]) as {
    configuration: { root_module: { resources: { address: string; expressions: object }[] } };
  };
  const own = plan.configuration.root_module.resources.find(({ address }) => address === resource.address);
  if (own && references.length > 0)
    own.expressions = { resource_configuration_definition: [{ ip_resource: [{ ip_address: { references } }] }] };
  const { records } = imported(plan).snapshot;
  const hosts = new Map(records.networkInterface.map((one) => [one.networkInterfaceId, one.privateIpAddress]));
  return [records.resourceConfiguration[0]?.resourceConfigurationDefinition?.ipResource?.ipAddress, hosts] as const;
}

describe('the address of a shared resource', () => {
  test('is that of the planned host or interface that it refers to', () => {
    const db = ref('aws_instance.db', 'private_ip');
    const [address, hosts] = sharedAddress(shared(db), db);
    expect(address).toBe(hosts.get('aws_instance.db#eni'));
    expect(address).toMatch(/^10\.0\.1\./);
    const own = ref('aws_network_interface.own', 'private_ip');
    const [other, all] = sharedAddress(shared(own), own);
    expect(other).toBe(all.get('aws_network_interface.own'));
    expect(other).toMatch(/^10\.0\.1\./);
  });

  test('is as it is written, and unknown where it refers to something else', () => {
    expect(sharedAddress(shared('10.0.1.9'))[0]).toBe('10.0.1.9');
    const local = ['local.address'];
    expect(sharedAddress(shared(local), local)[0]).toBeUndefined();
    expect(sharedAddress(shared(local), local, [])[0]).toBeUndefined();
  });
});
