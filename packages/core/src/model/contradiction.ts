import type { ComponentId } from './route.ts';

/** Records of the input say that two components are connected, and others that they are not. */
export class Contradiction extends Error {
  readonly from: ComponentId;
  readonly to: ComponentId;

  constructor(from: ComponentId, to: ComponentId) {
    super(`nothing connects ${from} with ${to}`);
    this.name = 'Contradiction';
    this.from = from;
    this.to = to;
  }
}
