import { type Change, type Edit, PRICE } from '../model/change.ts';
import { editCommand } from './edit-command.ts';
import type { Lookup } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';
import { works } from './states.ts';

type Endpoint = RecordOfKind<'vpcEndpoint'>;

/** The provider accepts an endpoint that waits for that (PL-01). What was rejected, somebody has decided on. */
export function acceptanceEdits(net: Lookup, endpoint: Endpoint, serviceId: string | undefined): readonly Edit[] {
  const connection = connectionOf(net, endpoint, serviceId);
  const isWaiting = [endpoint.state, connection?.vpcEndpointState].some((state) =>
    works(state ?? '-', 'pendingAcceptance'),
  );
  if (!isWaiting || !serviceId) return [];
  return [edit(net, endpoint, serviceId, 'accept', 'available')];
}

/** The provider wants an endpoint of its service no more. */
export function rejectionEdits(net: Lookup, endpoint: Endpoint, serviceId: string | undefined): readonly Edit[] {
  return serviceId ? [edit(net, endpoint, serviceId, 'reject', 'rejected')] : [];
}

function edit(net: Lookup, endpoint: Endpoint, serviceId: string, verb: 'accept' | 'reject', state: string): Edit {
  const id = endpoint.vpcEndpointId as string;
  const connection = connectionOf(net, endpoint, serviceId);
  const place = net.get('vpcEndpointService', serviceId) ?? endpoint;
  const options = { 'service-id': serviceId, 'vpc-endpoint-ids': id };
  const own: Change = { op: 'replace', component: id, at: '/State', value: state };
  const seen: Change = { op: 'replace', component: `${serviceId}/${id}`, at: '/VpcEndpointState', value: state };
  return {
    component: serviceId,
    price: PRICE.option,
    text: `${verb} the endpoint ${id}`,
    commands: [editCommand(`${verb}-vpc-endpoint-connections`, options, place)],
    changes: [own, ...(connection ? [seen] : [])],
  };
}

function connectionOf(net: Lookup, { vpcEndpointId }: Endpoint, serviceId: string | undefined) {
  return net.get('vpcEndpointConnection', `${serviceId}/${vpcEndpointId}`);
}
