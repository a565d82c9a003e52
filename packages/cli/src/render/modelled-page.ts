import { commandName, type DescribeCall, kinds, recordType } from '@hopwise/core';

/** docs/modelled.md: every kind of object that is read, from which call, and what its absence leaves unknown. */
export function modelledPage(): string {
  const rows = kinds.map((kind) => {
    const { title, calls, without } = recordType(kind);
    return `| ${title} | ${calls.map(commandOf).join('<br>')} | ${without ?? ''} |`;
  });
  return `# What is read\n\n${INTRODUCTION}\n\n| kind | call | without it |\n|---|---|---|\n${rows.join('\n')}\n`;
}

const INTRODUCTION = `Everything else in the input is left out with a note, and a path that leads through it is \`unknown\`.
\`hopwise collect --script\` prints a script of exactly these calls. This page is written by \`scripts/generate-docs.mjs\`.`;

function commandOf({ service, operation, argument }: DescribeCall): string {
  const option = argument && commandName(argument.name);
  return `\`aws ${service} ${commandName(operation)}${option ? ` --${option} <${option}>` : ''}\``;
}
