import { plannedId } from '../attributes.ts';
import type { Family } from '../mapping.ts';
import { INSTANCE, type Wanted } from '../wanted.ts';
import { addInterface, groupsOf, subnetsOf } from './interfaces.ts';
import { registerClassic, registeredClassic } from './registrations.ts';
import { unknownTarget } from './undecided-tables.ts';

const CLASSIC: Wanted = { aws_elb: ['name', 'id'] };

export const classicBalancers: Family = {
  types: ['aws_elb', 'aws_elb_attachment'],
  map(mapping) {
    for (const one of mapping.managed('aws_elb_attachment')) {
      const [balancer, instance] = [one.id('elb', CLASSIC), one.id('instance', INSTANCE)];
      if (balancer) registerClassic(mapping, balancer, instance ?? unknownTarget(plannedId(one.resource)));
      else mapping.leavesOpen('classicLoadBalancer');
    }
    for (const one of mapping.managed('aws_elb')) {
      const name = one.text('name') ?? mapping.idOf(one, '');
      const subnets = subnetsOf(mapping, one, 'subnets');
      const groups = groupsOf(mapping, one, 'security_groups', subnets[0]);
      const isInternal = one.flag('internal') ?? false;
      const isOpen = one.isUnknown('instances') && one.isWritten('instances') && one.isOpen('instances', INSTANCE);
      const others = isOpen ? [unknownTarget(plannedId(one.resource))] : [];
      // Scaling groups register what they start after this.
      mapping.later(() => {
        mapping.add(
          'classicLoadBalancer',
          {
            LoadBalancerName: name,
            DNSName: one.text('dns_name'),
            Scheme: isInternal ? 'internal' : 'internet-facing',
            VPCId: mapping.subnet(subnets[0])?.vpcId,
            AvailabilityZones: one.texts('availability_zones'),
            Subnets: subnets,
            SecurityGroups: groups,
            Instances: [
              ...new Set([...one.ids('instances', INSTANCE), ...others, ...registeredClassic(mapping, name)]),
            ].map((InstanceId) => ({ InstanceId })),
            ListenerDescriptions: one.blocks('listener').map((block) => ({
              Listener: {
                Protocol: block.text('lb_protocol')?.toUpperCase(),
                LoadBalancerPort: block.integer('lb_port'),
                InstanceProtocol: block.text('instance_protocol')?.toUpperCase(),
                InstancePort: block.integer('instance_port'),
              },
            })),
            HealthCheck: { Target: one.blocks('health_check')[0]?.text('target') },
          },
          one,
        );
      });
      const Enabled = one.flag('cross_zone_load_balancing') ?? true;
      mapping.add(
        'classicLoadBalancerAttributes',
        { LoadBalancerName: name, LoadBalancerAttributes: { CrossZoneLoadBalancing: { Enabled } } },
        one,
      );
      subnets.forEach((subnetId, i) => {
        addInterface(mapping, one, {
          id: `${mapping.idOf(one, '')}#node${i}`,
          subnetId,
          groups,
          publicIp: !isInternal,
          marks: { Description: `ELB ${name}`, RequesterId: 'amazon-elb', RequesterManaged: true },
        });
      });
    }
  },
};
