import type { Snapshot } from '@hopwise/core';
import { snapshotOf } from '../../snapshot-of.ts';

type Values = Readonly<Record<string, unknown>>;
/** A resource of a plan: its address, what is known of it, and what comes after apply. */
export type InPlan = readonly [address: string, values: Values, unknown?: Values];

function moduleOf(all: readonly InPlan[]): object {
  const resources = all.map(([address, values]) => {
    const [type, name] = address.split('.');
    return { address, mode: 'managed', type, name, values };
  });
  return { root_module: { resources } };
}

/** A plan that makes the one of the other. */
export function planBetween(before: readonly InPlan[], after: readonly InPlan[]): object {
  return {
    format_version: '1.2',
    prior_state: { values: moduleOf(before) },
    planned_values: moduleOf(after),
    resource_changes: after.map(([address, , after_unknown = {}]) => ({
      address,
      change: {
        actions: [before.some(([known]) => known === address) ? 'update' : 'create'],
        after_unknown,
      },
    })),
    configuration: { root_module: {} },
  };
}

export interface Planned {
  readonly records: Snapshot['records'];
  readonly messages: readonly string[];
  readonly codes: readonly string[];
}

/** Answers with a plan over them. */
export function plannedOver(answers: readonly object[], before: readonly InPlan[], after: readonly InPlan[]): Planned {
  const documents = [...answers, planBetween(before, after)].map((value, i) => ({ file: `${i}.json`, value }));
  const { snapshot, diagnostics } = snapshotOf(documents);
  return {
    records: snapshot.records,
    messages: diagnostics.map(({ message }) => message),
    codes: diagnostics.map(({ code }) => code),
  };
}
