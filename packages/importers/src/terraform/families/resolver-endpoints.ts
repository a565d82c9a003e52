import type { Family } from '../mapping.ts';
import { SUBNET } from '../wanted.ts';
import { addInterface, groupsOf } from './interfaces.ts';

/** Endpoints of Route 53 Resolver: an interface for each address, to ask at, or to ask others from. */
export const resolverEndpoints: Family = {
  types: ['aws_route53_resolver_endpoint'],
  map(mapping) {
    for (const one of mapping.managed('aws_route53_resolver_endpoint')) {
      const name = one.text('name') ?? one.resource.name;
      const hasSix = /^(?:IPV6|DUALSTACK)$/.test(one.text('resolver_endpoint_type') ?? 'IPV4');
      // A list that nobody can follow may be of any subnets.
      if (one.isUnknown('ip_address')) mapping.leavesOpen('networkInterface');
      const ids = one.blocks('ip_address').map((block, i) => {
        const id = `${mapping.idOf(one, '')}#eni${i}`;
        const subnetId = block.id('subnet_id', SUBNET);
        const six = block.text('ipv6');
        addInterface(mapping, one, {
          id,
          subnetId,
          groups: groupsOf(mapping, one, 'security_group_ids', subnetId),
          address: block.text('ip'),
          addresses6: six ? [six] : [],
          assigns6: hasSix,
          tags: { Name: name },
          marks: {
            InterfaceType: 'interface',
            Description: `Route 53 Resolver: ${mapping.idOf(one)}:rni-${i}`,
            RequesterManaged: true,
          },
        });
        return id;
      });
      if (ids.length > 0) mapping.name(one, ids);
    }
  },
};
