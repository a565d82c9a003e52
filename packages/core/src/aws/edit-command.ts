import { shellWord } from './cli-command.ts';
import type { Place } from './lookup.ts';
import type { Service } from './resource-type.ts';

/** A command of the AWS CLI that changes one object, in its Region. */
export function editCommand(
  operation: string,
  options: Readonly<Record<string, string | readonly string[] | true>>,
  { region }: Place,
  service: Service = 'ec2',
): string {
  const words = Object.entries(options).map(([name, value]) => {
    const values = value === true ? [] : typeof value === 'string' ? [value] : value;
    return [` --${name}`, ...values.map(shellWord)].join(' ');
  });
  return `aws ${service} ${operation}${words.join('')}${region ? ` --region ${shellWord(region)}` : ''}`;
}

/** What stands for the id that AWS gives to a new object: one that the input does not have yet. */
export function newId(isTaken: (id: string) => boolean, name: string): string {
  for (let number = 1; ; number++) {
    const id = number === 1 ? name : `${name}-${number}`;
    if (!isTaken(id)) return id;
  }
}
