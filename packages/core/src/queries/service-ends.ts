import { derived } from '../aws/lookup.ts';
import { missing } from '../aws/missing.ts';
import { entriesOf } from '../aws/prefix-list-entries.ts';
import type { RecordOfKind } from '../aws/record-types.ts';
import type { Network } from '../engine/network.ts';
import { groupBy } from '../model/group-by.ts';
import type { ComponentId, Stop } from '../model/route.ts';
import { rangeOf } from './address-range.ts';
import type { ServiceEnd } from './end.ts';

type Endpoint = RecordOfKind<'vpcEndpoint'>;

/** Gateway endpoints are met on the way to the addresses of their service; all others have interfaces (EP-01, IEP-01). */
export function isGatewayEndpoint({ vpcEndpointType }: Endpoint): boolean {
  return vpcEndpointType?.toLowerCase() === 'gateway';
}

/** `com.amazonaws.eu-west-1.s3` goes by `s3`, and by its whole name. */
export function isOfService({ serviceName }: Endpoint, wanted: string): boolean {
  return serviceName !== undefined && (serviceName === wanted || shortName(serviceName) === wanted);
}

export function shortName(serviceName: string): string {
  return serviceName.replace(/^(cn\.)?com\.amazonaws\.[a-z0-9-]+\./, '');
}

/** The service behind gateway endpoints: any address of its prefix list, if the packet ends at one of them. */
export function serviceEnd(network: Network, text: string, endpoints: readonly Endpoint[]): ServiceEnd {
  const lists = [...new Set(endpoints.flatMap((endpoint) => listsOf(network, endpoint)))];
  const entries = lists.flatMap((list) => entriesOf(network, list) ?? []);
  const unread = lists.find((list) => !entriesOf(network, list));
  const [first] = endpoints;
  return {
    kind: 'service',
    text,
    endpoints: endpoints.flatMap(({ vpcEndpointId }) => vpcEndpointId ?? []),
    ranges: entries.map(rangeOf),
    stop: entries.length === 0 && first ? unknownAddresses(network, first, unread) : undefined,
  };
}

/** A list bears the name of the service; routes to the endpoint name it too. */
function listsOf(network: Network, { vpcEndpointId, serviceName }: Endpoint): readonly string[] {
  const named = network
    .all('prefixList')
    .flatMap(({ prefixListId, prefixListName }) =>
      prefixListId && prefixListName !== undefined && prefixListName === serviceName ? prefixListId : [],
    );
  return [...named, ...(listsRouted(network).get(vpcEndpointId ?? '') ?? [])];
}

const listsRouted = derived((net): ReadonlyMap<ComponentId, readonly string[]> => {
  const routes = net.all('routeTable').flatMap(({ routes }) => routes.flatMap((route) => route ?? []));
  const toLists = routes.filter(({ destinationPrefixListId }) => destinationPrefixListId !== undefined);
  const byTarget = groupBy(toLists, ({ gatewayId }) => gatewayId);
  return new Map(
    [...byTarget].map(([target, found]) => [target, found.map((route) => route.destinationPrefixListId as string)]),
  );
});

function unknownAddresses(network: Network, endpoint: Endpoint, list: string | undefined): Stop {
  const at = endpoint.vpcEndpointId ?? '';
  const text = `the addresses of ${endpoint.serviceName ?? 'its service'} are not in the input`;
  return {
    kind: 'unknown',
    code: 'PREFIX_LIST_UNKNOWN',
    at,
    evidence: [{ component: at, effect: 'blocks', text }],
    missing: missing(network, list ? 'prefixListEntries' : 'prefixList', list, endpoint),
  };
}
