import type { ComponentId, Step } from '../model/route.ts';
import { constantMap } from '../net/address-map.ts';
import type { AdmissionPool } from '../net/admission.ts';
import { LINE_END, TCP, UDP } from '../net/service-set.ts';
import { gatewayFilter } from './source-filters.ts';

/** Ports that services behind gateway endpoints serve for sure: the documented protocols of their endpoints. */
const SERVED: Readonly<Record<string, readonly number[]>> = {
  s3: [80, 443],
  dynamodb: [80, 443],
};

/** A service drops what comes to other ports silently (EP-07); of those that are not known here only HTTPS is sure. */
export function servedStep(pool: AdmissionPool, endpoint: ComponentId, serviceName: string | undefined): Step {
  const known = SERVED[serviceName?.split('.').at(-1) ?? ''];
  const ports = known ?? [443];
  const served = pool.services.of(...ports.map((port) => [TCP + port, TCP + port + 1] as const), [UDP, LINE_END]);
  const name = serviceName ?? 'its service';
  return gatewayFilter(
    endpoint,
    known ? 'ENDPOINT_PORT_CLOSED' : 'NOT_MODELLED',
    constantMap(known ? pool.exactly(served) : pool.pair(served, pool.services.of([TCP, LINE_END]))),
    'destination',
    known
      ? `${name} answers on ${ports.join(', ')} only`
      : `whether ${name} answers on other ports than ${ports.join(', ')} is not known`,
  );
}
