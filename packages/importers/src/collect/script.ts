import type { Kind } from '@hopwise/core';
import { commandName, fullCall, type KnownCall, knownCalls } from '../describe/call-index.ts';

/**
 * A POSIX shell script of read-only AWS CLI calls that writes OUT/<account>/<region>/<service>-<command>.json for all
 * that the registry knows, and goes on when one call is denied.
 */
export function collectScript(): string {
  const lists = knownCalls.filter(({ call }) => !call.argument).map(listing);
  const entries = knownCalls.filter(({ call }) => call.argument).flatMap(perArgument);
  return [HEAD, 'for region in "$@"; do', FOLDER, ...lists, ...entries, 'done', TAIL].join('\n');
}

const HEAD = `#!/bin/sh
# Writes what AWS says of a network into files, with read-only calls of the AWS CLI.
#   OUT=folder sh collect.sh [region ...]     without Regions: every Region that is enabled
# A call that is denied is noted in errors.txt, and the rest goes on. Needs the aws command and credentials.
set -u

out=\${OUT:-hopwise-input}
mkdir -p "$out" || exit 2
errors=$out/errors.txt
: > "$errors" || exit 2

account=$(aws sts get-caller-identity --query Account --output text) || {
  echo 'collect: the caller is unknown: check the credentials of the aws command' >&2
  exit 2
}

if [ "$#" -eq 0 ]; then
  regions=$(aws ec2 describe-regions --query 'Regions[].RegionName' --output text) || {
    echo 'collect: the Regions could not be listed: give them as arguments' >&2
    exit 2
  }
  # One word for each Region.
  # shellcheck disable=SC2086
  set -- $regions
fi

# list SERVICE COMMAND: the whole answer, in a file that exists only when the call worked
list() {
  if aws "$1" "$2" --region "$region" --output json > "$folder/$1-$2.json.part" 2> "$folder/error"; then
    mv "$folder/$1-$2.json.part" "$folder/$1-$2.json"
  else
    rm -f "$folder/$1-$2.json.part"
    denied "$1 $2"
  fi
  rm -f "$folder/error"
}

# ask SERVICE COMMAND OPTION NAME KEY ID: an answer that does not repeat its argument, wrapped with it
ask() {
  mkdir -p "$folder/$1-$2"
  file=$folder/$1-$2/$6.json
  if answer=$(aws "$1" "$2" "$3" "$6" --region "$region" --output json --query "$5" 2> "$folder/error"); then
    printf '{ "%s": "%s", "%s": %s }\\n' "$4" "$6" "$5" "\${answer:-[]}" > "$file"
  else
    denied "$1 $2 $6"
  fi
  rm -f "$folder/error"
}

# denied CALL: notes why a call failed
denied() {
  printf '%s %s: %s\\n' "$region" "$1" "$(tr '\\n' ' ' < "$folder/error")" >> "$errors"
}
`;

const FOLDER = `  folder=$out/$account/$region
  mkdir -p "$folder" || exit 2`;

const TAIL = `
if [ -s "$errors" ]; then
  echo "collect: some calls failed, see $errors" >&2
else
  rm -f "$errors"
fi
`;

function listing({ call }: KnownCall): string {
  return `  list ${call.service} ${commandName(call.operation)}`;
}

/** Loops over the ids that the listing call of the argument's kind gives. */
function perArgument({ call }: KnownCall): string[] {
  const { argument } = call;
  if (!argument) return [];
  const of = fullCall(argument.of as Kind).call;
  const ids = `${of.key}[].${argument.name}`;
  const command = `aws ${of.service} ${commandName(of.operation)} --region "$region" --query '${ids}' --output text`;
  return [
    `  for id in $(${command} 2> "$folder/error"); do`,
    `    ask ${call.service} ${commandName(call.operation)} --${commandName(argument.name)} ${argument.name} ${call.key} "$id"`,
    '  done',
    '  rm -f "$folder/error"',
  ];
}
