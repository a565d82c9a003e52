import type { Translation } from '../draft.ts';
import { balancers } from './balancers.ts';
import { databases } from './databases.ts';
import { flowLogs } from './flow-logs.ts';
import { hosts } from './hosts.ts';
import { hubs } from './hubs.ts';
import { inspection } from './inspection.ts';
import { networks } from './networks.ts';
import { placedServices } from './placed.ts';
import { places } from './places.ts';
import { routing } from './routing.ts';
import { security } from './security.ts';
import { services } from './services.ts';
import { sharedResources } from './shared-resources.ts';
import { workloads } from './workloads.ts';

/** Every type of resource that is read. */
export const translations: Readonly<Record<string, Translation>> = {
  ...places,
  ...routing,
  ...security,
  ...hosts,
  ...workloads,
  ...balancers,
  ...hubs,
  ...databases,
  ...services,
  ...inspection,
  ...networks,
  ...placedServices,
  ...sharedResources,
  ...flowLogs,
};
