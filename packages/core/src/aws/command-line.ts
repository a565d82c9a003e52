import type { Place } from './lookup.ts';

/** A command of the AWS CLI: what decides about one object, in its Region. */
export function command(operation: string, options: Readonly<Record<string, string | true>>, place: Place): string {
  const words = Object.entries(options).map(([name, value]) =>
    value === true ? ` --${name}` : ` --${name} ${quoted(value)}`,
  );
  const region = place.region ? ` --region ${place.region}` : '';
  return `aws ec2 ${operation}${words.join('')}${region}`;
}

/** A shell must take it as one word. */
function quoted(value: string): string {
  return /^[\w./:=@,-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
