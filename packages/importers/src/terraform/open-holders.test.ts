import { findPath, parseQuestion, type Verdict } from '@hopwise/core';
import { describe, expect, test } from 'vitest';
import { base, imported, instance, networkOf, open, type Planned, planOf, ref } from './terraform.fixture.ts';

const HIDDEN = ['local.hidden'];
const web = instance('web', 'private', 'open');
// Of one instance alone it would be taken that it is meant.
const other = instance('other', 'private', 'open');
const group: Planned = {
  address: 'aws_lb_target_group.web',
  values: { port: 80, protocol: 'TCP' },
  after: { vpc_id: ref('aws_vpc.main') },
};
const balancer: readonly Planned[] = [
  {
    address: 'aws_lb.web',
    values: { name: 'web', load_balancer_type: 'network' },
    after: { subnets: ref('aws_subnet.public') },
  },
  {
    address: 'aws_lb_listener.web',
    values: { port: 80, protocol: 'TCP', default_action: [{ type: 'forward' }] },
    after: { load_balancer_arn: ref('aws_lb.web', 'arn'), default_action: ref('aws_lb_target_group.web', 'arn') },
    unknown: { default_action: [{ target_group_arn: true }] },
  },
  group,
];
const attached = (target_group_arn: readonly string[], target_id: readonly string[]): Planned => ({
  address: 'aws_lb_target_group_attachment.web',
  after: { target_group_arn, target_id },
});
const scaled = (name: string, more: Partial<Planned> = {}): Planned => ({
  address: 'aws_autoscaling_attachment.web',
  values: { autoscaling_group_name: name },
  after: { lb_target_group_arn: ref('aws_lb_target_group.web', 'arn') },
  ...more,
});

/** Whether somebody on the internet reaches it. */
function asked(to: string, ...resources: readonly Planned[]): Verdict {
  const network = networkOf(planOf([...base, open, web, other, ...balancer, ...resources]));
  return findPath(network, parseQuestion(network, { from: 'internet', to, protocol: 'tcp', port: 80 })).verdict;
}

describe('what is behind a balancer', () => {
  const own = ref('aws_lb_target_group.web', 'arn');

  test('is not known where a target is not, or its group', () => {
    expect(asked('aws_lb.web', attached(own, ref('aws_instance.web')))).toBe('reachable');
    expect(asked('aws_lb.web')).toBe('blocked');
    expect(asked('aws_lb.web', attached(own, HIDDEN))).toBe('unknown');
    const more: Planned = { ...group, address: 'aws_lb_target_group.more' };
    expect(asked('aws_lb.web', more, attached(HIDDEN, ref('aws_instance.web')))).toBe('unknown');
  });

  test('nor where a scaling group is that is not in the plan', () => {
    expect(asked('aws_lb.web', scaled('of-others'))).toBe('unknown');
    const hidden = { after: { lb_target_group_arn: HIDDEN } };
    expect(asked('aws_lb.web', scaled('of-others', hidden))).toBe('unknown');
  });
});

describe('an Elastic IP address of which nobody can tell who has it', () => {
  const eip = (after: Planned['after'], unknown: Planned['unknown'] = {}): Planned => ({
    address: 'aws_eip.some',
    ...(after ? { after } : {}),
    unknown,
  });
  const shown: Planned = {
    address: 'aws_route_table_association.private',
    after: { route_table_id: ref('aws_route_table.public'), subnet_id: ref('aws_subnet.private') },
  };

  test('may be of anything that has no other', () => {
    expect(asked('web', shown)).toBe('blocked');
    expect(asked('web', shown, eip({ instance: HIDDEN }))).toBe('unknown');
    expect(asked('web', shown, eip({ instance: ref('aws_instance.web') }))).toBe('reachable');
    const apart: Planned = {
      address: 'aws_eip_association.some',
      after: { allocation_id: ref('aws_eip.some'), instance_id: HIDDEN },
    };
    expect(asked('web', shown, eip(undefined), apart)).toBe('unknown');
  });

  test('but not one of nothing: the provider tells afterwards of each who has it', () => {
    const nothing = eip(undefined, { instance: true, network_interface: true });
    expect(asked('web', shown, nothing)).toBe('blocked');
    expect(imported(planOf([...base, nothing])).snapshot.records.address[0]?.instanceId).toBeUndefined();
  });
});
