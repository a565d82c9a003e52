import type { Json } from './json.ts';

/** A resource instance as it is, or will be; of what is secret nothing is kept but where it was read. */
export interface Resource {
  readonly address: string;
  /** Where it was before, in a plan that moves it. */
  readonly previousAddress?: string;
  /** The address of its module's instance; empty for the root. */
  readonly module: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly key: string | number | undefined;
  /** What is known; the rest comes after apply. */
  readonly values: Json;
  /** `true` wherever something is known after apply, shaped as `values`. */
  readonly unknown: unknown;
  /** As the configuration names its provider: `aws`, `aws.west`, `module.net:aws.west`. */
  readonly provider: string | undefined;
  /** It is made by this plan: nothing of it is there before. */
  readonly isNew: boolean;
}

/** What a plan or state holds, whichever form it has. */
export interface TerraformDocument {
  readonly file: string;
  readonly form: 'plan' | 'state';
  readonly resources: readonly Resource[];
  /** `configuration` of a plan; a state has none. */
  readonly configuration: Json | undefined;
  readonly variables: Json;
}
