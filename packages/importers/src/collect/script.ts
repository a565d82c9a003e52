import { type Argument, cliOptions, commandName, type DescribeCall, type Kind, recordType } from '@hopwise/core';
import { type KnownCall, knownCalls, listingCall } from '../describe/call-index.ts';

/**
 * A POSIX shell script of read-only AWS CLI calls that writes OUT/<account>/<region>/<service>-<command>.json for all
 * that the registry knows, and goes on when one call is denied.
 */
export function collectScript(): string {
  const lists = knownCalls.filter(({ call }) => !call.argument && !call.isAskedByHand).map(listing);
  const asked = perArgument(knownCalls.filter(({ call }) => call.argument));
  const left = knownCalls.filter(({ call }) => call.isAskedByHand).map(leftOut);
  return [HEAD, ...left, 'for region in "$@"; do', FOLDER, ...lists, ...asked, 'done', TAIL].join('\n');
}

const HEAD = `#!/bin/sh
# Writes what AWS says of a network into files, with read-only calls of the AWS CLI.
#   OUT=folder sh collect.sh [region ...]     without Regions: every Region that is enabled
# A call that is denied is noted in errors.txt, and the rest goes on. Needs the aws command and credentials.
# Ids are words without spaces.
# shellcheck disable=SC2046
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

# list SERVICE COMMAND [OPTION ...]: the whole answer, in a file that exists only when the call worked
list() {
  if aws "$@" --region "$region" --output json > "$folder/$1-$2.json.part" 2> "$folder/error"; then
    mv "$folder/$1-$2.json.part" "$folder/$1-$2.json"
  else
    rm -f "$folder/$1-$2.json.part"
    denied "$1 $2"
  fi
  rm -f "$folder/error"
}

# ids QUERY SERVICE COMMAND [OPTION ...]: the ids that an answer lists; a call that is denied was noted by list
ids() {
  query=$1
  shift
  aws "$@" --region "$region" --output text --query "$query" 2> /dev/null
}

# ask OPTION NAME ID SERVICE COMMAND [OPTION ...]: an answer that may not repeat its argument, wrapped with it
ask() {
  option=$1 name=$2 id=$3
  shift 3
  mkdir -p "$folder/$1-$2"
  file=$folder/$1-$2/$(printf %s "$id" | sed 's/%/%25/g; s/:/%3A/g; s,/,%2F,g').json
  if answer=$(aws "$@" "$option" "$id" --region "$region" --output json 2> "$folder/error"); then
    case $answer in '' | '{}') rest=' }' ;; *) rest=,\${answer#?} ;; esac
    printf '{ "%s": "%s"%s\\n' "$name" "$id" "$rest" > "$file"
  else
    denied "$1 $2 $id"
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

function leftOut({ kind, call: { service, operation } }: KnownCall): string {
  return `# Left to be asked by hand: aws ${service} ${commandName(operation)}, the ${recordType(kind).title}.`;
}

function listing({ kind, call }: KnownCall): string {
  return `  list ${words(kind, call)}`;
}

/** Asks for each of the ids that the argument's kind has; those are listed once, before the first call that needs them. */
function perArgument(calls: readonly KnownCall[]): string[] {
  const listed = new Set<Kind>();
  return calls.flatMap(({ kind, call, call: { argument } }) => {
    if (!argument) return [];
    const of = argument.of as Kind;
    const ids = listed.has(of) ? [] : [idsOf(of, argument)];
    listed.add(of);
    return [
      ...ids,
      `  for id in $${variable(of)}; do`,
      `    ask --${commandName(argument.name)} ${argument.name} "$id" ${words(kind, call)}`,
      '  done',
    ];
  });
}

/** Listeners are listed by load balancer: the ids of one kind may need those of another. */
function idsOf(kind: Kind, { field, name }: Argument): string {
  const call = listingCall(kind);
  if (!call) return '';
  const query = typeof call.holds === 'object' && 'named' in call.holds ? '[]' : `[].${field ?? name}`;
  const ids = `ids '${call.key}${query}' ${call.service} ${commandName(call.operation)}`;
  const { argument } = call;
  if (!argument) return `  ${variable(kind)}=$(${ids})`;
  const each = `for id in $${variable(argument.of)}; do ${ids} --${commandName(argument.name)} "$id"; done`;
  return `  ${variable(kind)}=$(${each})`;
}

function variable(kind: string): string {
  return `${commandName(kind).replaceAll('-', '_')}_ids`;
}

/** The call as the CLI spells it: `ec2 describe-vpcs`. */
function words(kind: Kind, call: DescribeCall): string {
  const options = cliOptions(recordType(kind), call, { id: '"$id"', region: '"$region"' });
  return [call.service, commandName(call.operation), ...options].join(' ');
}
