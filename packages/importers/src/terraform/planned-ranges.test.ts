import { expect, test } from 'vitest';
import { base, instance, networkOf, open, type Planned, placed, planOf, ref, verdict } from './terraform.fixture.ts';

const web = [open, instance('web', 'public', 'open'), instance('db', 'private', 'open')];

/** A subnet in a range that IPAM chooses for the VPC, of which the plan tells nothing. */
const allocated: readonly Planned[] = [
  {
    address: 'aws_vpc_ipv4_cidr_block_association.more',
    values: { ipv4_ipam_pool_id: 'ipam-pool-1', ipv4_netmask_length: 24 },
    after: { vpc_id: ref('aws_vpc.main') },
    unknown: { cidr_block: true },
  },
  placed(
    'aws_subnet.more',
    { cidr_block: '100.64.0.0/26', availability_zone: 'eu-west-1a' },
    { vpc_id: ref('aws_vpc.main') },
  ),
  instance('app', 'more', 'open'),
];

test('a range that a pool gives a VPC is known after apply: what its subnets have is in it', () => {
  const network = networkOf(planOf([...base, ...web, ...allocated]));
  expect(verdict(network, 'aws_instance.web', 'aws_instance.db:443')).toBe('reachable');
  expect(verdict(network, 'aws_instance.db', 'aws_instance.app:443')).toBe('reachable');
  expect(verdict(network, 'aws_instance.app', 'aws_instance.db:443')).toBe('reachable');
});

test('so is the first range of a VPC', () => {
  const [vpc, ...others] = base;
  const made = {
    ...(vpc as Planned),
    values: { ipv4_ipam_pool_id: 'ipam-pool-1' },
    after: {},
    unknown: { cidr_block: true },
  };
  const network = networkOf(planOf([made, ...others, ...web]));
  expect(verdict(network, 'aws_instance.web', 'aws_instance.db:443')).toBe('reachable');
});
