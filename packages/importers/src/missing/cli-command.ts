import { commandName, type DescribeCall } from '@hopwise/core';
import { queryWithoutSecrets } from './without-secrets.ts';

/** The AWS CLI command that makes a call, ready to paste: `aws ec2 describe-vpcs --region eu-west-1 --output json`. */
export function cliCommand(
  call: DescribeCall,
  { region, id }: { readonly region?: string | undefined; readonly id?: string | undefined } = {},
): string {
  const { service, operation, argument, options } = call;
  const words = ['aws', service, commandName(operation)];
  if (argument) words.push(`--${commandName(argument.name)}`, id ?? `<${commandName(argument.name)}>`);
  if (options) words.push(options);
  const query = queryWithoutSecrets(call);
  if (query) words.push('--query', `'${query}'`);
  if (region !== undefined) words.push('--region', region);
  return [...words, '--output', 'json'].join(' ');
}
