import { arnOf } from '../aws/arn.ts';
import { type Kind, recordType } from '../aws/record-types.ts';
import type { Network } from '../engine/network.ts';
import type { ComponentId } from '../model/route.ts';
import type { Provenance } from '../model/source.ts';
import { componentName, nameIn } from './component-name.ts';

/** What AWS's own answers say of a component: id, ARN, name, and what a describe call told of it. */
export interface Described {
  readonly id: ComponentId;
  readonly kind?: Kind;
  readonly arn?: string;
  readonly name?: string;
  readonly record?: object & Provenance;
}

/** `key`: where an id alone does not tell which record is meant, as of the two sides of a peering. */
export function described(network: Network, id: ComponentId, key: string = id): Described {
  const kind = componentName(network, key).kind ?? network.kindOfId(id);
  const record = kind && network.get(kind, key);
  if (!kind || !record) return id.startsWith('arn:') ? { id, arn: id } : { id };
  const arn = arnOf(recordType(kind), id, record);
  const name = nameIn(record);
  return { id, kind, record, ...(arn ? { arn } : {}), ...(name ? { name } : {}) };
}
