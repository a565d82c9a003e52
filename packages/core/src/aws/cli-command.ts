import type { AnyRecordType } from './record-types.ts';
import type { DescribeCall, ListedIds } from './resource-type.ts';

/** A name of the API as the AWS CLI spells it: `describe-db-instances` for `DescribeDBInstances`. */
export function commandName(name: string): string {
  return name
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

interface Asked {
  /** The value of the call's argument. */
  readonly id?: string | undefined;
  readonly region?: string | undefined;
}

/** The AWS CLI command that makes a call of a record type, ready to paste: `aws ec2 describe-vpcs --region eu-west-1`. */
export function cliCommand(
  type: Pick<AnyRecordType, 'record'>,
  call: DescribeCall,
  { id, region }: Asked = {},
): string {
  const { service, operation, argument } = call;
  const option = argument && commandName(argument.name);
  const value = id === undefined ? `<${option}>` : shellWord(id);
  const place = region === undefined ? [] : ['--region', shellWord(region)];
  return [
    ...['aws', service, commandName(operation)],
    ...(option ? [`--${option}`, value] : []),
    ...cliOptions(type, call, { id: value, region: region ?? '<region>' }),
    ...place,
  ].join(' ');
}

/** What the CLI needs beside service, command, argument and Region. */
export function cliOptions(
  { record }: Pick<AnyRecordType, 'record'>,
  call: DescribeCall,
  { id, region }: { readonly id: string; readonly region: string },
): readonly string[] {
  const { argument, listed, request = {} } = call;
  const option = argument ? `--${commandName(argument.name)} ${id} ` : '';
  const ids = (one: ListedIds) =>
    `--${commandName(one.as)} $(aws ${call.service} ${commandName(one.operation)} ${option}--region ${region} --query '${one.key}[]' --output text)`;
  return [
    ...Object.entries(request).map(([name, value]) => [`--${commandName(name)}`, ...optionWords(value)].join(' ')),
    ...(listed ? [ids(listed)] : []),
    ...(call.holdsSecrets ? [`--query '${onlyRead(call.key, record.schema)}'`] : []),
  ];
}

/** Filters in the short form of the CLI: `Name=state,Values=active,blackhole`. */
function optionWords(value: NonNullable<DescribeCall['request']>[string]): readonly string[] {
  return value === true ? [] : value.map(({ Name, Values }) => `Name=${Name},Values=${Values.join(',')}`);
}

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/**
 * A query that leaves in an answer what its records read, and none of its secrets:
 * `{VpnConnections: VpnConnections[].{VpnConnectionId: VpnConnectionId, …}}`.
 */
function onlyRead(key: string, record: Schema): string {
  const isCapital = /^[A-Z]/.test(key);
  const spelt = (name: string) => (isCapital ? name.charAt(0).toUpperCase() + name.slice(1) : name);
  const fields = ({ properties }: Schema): string => {
    if (!properties) return '';
    const each = Object.entries(properties).map(([name, schema]) => `${spelt(name)}: ${spelt(name)}${inside(schema)}`);
    return `.{${each.join(', ')}}`;
  };
  const inside = (schema: Schema): string => {
    if (schema.type !== 'array') return fields(schema);
    return schema.items?.properties ? `[]${fields(schema.items)}` : '';
  };
  return `{${key}: ${key}[]${fields(record)}}`;
}

/** Ids come from the input, and the command is pasted into a shell. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
