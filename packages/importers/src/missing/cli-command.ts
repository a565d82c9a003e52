import type { DescribeCall } from '@hopwise/core';
import { commandName } from '../describe/call-index.ts';

/** The AWS CLI command that makes a call, ready to paste: `aws ec2 describe-vpcs --region eu-west-1 --output json`. */
export function cliCommand(
  { service, operation, argument }: DescribeCall,
  { region, id }: { readonly region?: string | undefined; readonly id?: string | undefined } = {},
): string {
  const words = ['aws', service, commandName(operation)];
  if (argument) words.push(`--${commandName(argument.name)}`, id ?? `<${commandName(argument.name)}>`);
  if (region !== undefined) words.push('--region', region);
  return [...words, '--output', 'json'].join(' ');
}
