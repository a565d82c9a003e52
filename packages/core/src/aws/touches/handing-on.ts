import type { ComponentId } from '../../model/route.ts';
import { interfaceIndex } from '../interface-index.ts';
import { derived, type Lookup } from '../lookup.ts';

/** Who hands conversations on to others: nodes of balancers, and endpoints of services and resources that somebody provides. */
export const handingOn: (net: Lookup) => readonly ComponentId[] = derived((net): readonly ComponentId[] => {
  const isProvided = net.all('vpcEndpointService').length > 0 || net.all('resourceConfiguration').length > 0;
  const { holders } = interfaceIndex(net);
  return holders.flatMap(({ at, role }) => (role.isBalancer || (role.isEndpoint && isProvided) ? at : []));
});
