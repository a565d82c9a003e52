import { type DescribeCall, recordType } from '@hopwise/core';
import { knownCalls } from '../describe/call-index.ts';

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/**
 * For a call whose answer holds secrets, the `--query` that leaves in the answer what its records read and nothing else:
 * `{VpnConnections: VpnConnections[].{VpnConnectionId: VpnConnectionId, …}}`.
 */
export function queryWithoutSecrets(call: DescribeCall): string | undefined {
  const known = knownCalls.find((one) => one.call === call);
  if (!known || !call.holdsSecrets) return undefined;
  const isCapital = /^[A-Z]/.test(call.key);
  const spelt = (name: string) => (isCapital ? name.charAt(0).toUpperCase() + name.slice(1) : name);
  return `{${call.key}: ${call.key}[]${fields(recordType(known.kind).record.schema)}}`;

  function fields({ properties }: Schema): string {
    if (!properties) return '';
    const each = Object.entries(properties).map(([name, schema]) => `${spelt(name)}: ${spelt(name)}${inside(schema)}`);
    return `.{${each.join(', ')}}`;
  }

  function inside(schema: Schema): string {
    if (schema.type !== 'array') return fields(schema);
    return schema.items?.properties ? `[]${fields(schema.items)}` : '';
  }
}
