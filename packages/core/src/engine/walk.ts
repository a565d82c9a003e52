import type { Layer } from '../model/route.ts';
import type { ServiceSetId } from '../net/service-set.ts';
import type { LegMemo } from './leg-memo.ts';
import type { Listener } from './listener.ts';
import type { Network } from './network.ts';
import type { Leg } from './trip.ts';

/** How a question wants its ways walked. */
export interface Asking {
  /** Layers of filters that are set aside. */
  readonly ignore: ReadonlySet<Layer>;
  /** The client's ports, as services of tcp and udp. */
  readonly clientPorts: ServiceSetId;
  /** The services that matter on this leg; absent is all. */
  readonly services?: ServiceSetId;
  readonly listener?: Listener;
  /** A box asks, not the sender. */
  readonly isBehind?: true;
  /** What came of legs that boxes opened, where many conversations come by the same boxes. */
  readonly legs?: LegMemo;
}

/** One leg being walked, and the boxes that handed the conversation on before it. */
export interface Walk {
  readonly network: Network;
  readonly leg: Leg;
  readonly asking: Asking;
  readonly joins: readonly string[];
}
