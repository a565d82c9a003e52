import { shellWord } from './cli-command.ts';
import type { Place } from './lookup.ts';

/** A command of the AWS CLI that changes one object, in its Region. */
export function editCommand(
  operation: string,
  options: Readonly<Record<string, string | true>>,
  { region }: Place,
): string {
  const words = Object.entries(options).map(([name, value]) =>
    value === true ? ` --${name}` : ` --${name} ${shellWord(value)}`,
  );
  return `aws ec2 ${operation}${words.join('')}${region ? ` --region ${shellWord(region)}` : ''}`;
}
