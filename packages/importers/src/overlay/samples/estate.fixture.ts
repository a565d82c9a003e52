import { hubs } from './hubs.fixture.ts';
import { networks } from './networks.fixture.ts';
import { placed } from './placed.fixture.ts';
import type { Samples } from './sample.fixture.ts';
import { services } from './services.fixture.ts';

/** One stack with something of every type that is read. */
export const ESTATE: Samples = { ...networks, ...hubs, ...services, ...placed };
