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
# What is in the folder already is not asked again. A call that is denied is noted in collection.json, and the rest goes
# on. Needs the aws command and credentials. Ids are words without spaces.
# shellcheck disable=SC2046
set -u

out=\${OUT:-hopwise-input}
mkdir -p "$out" || exit 2

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
  [ ! -f "$folder/$1-$2.json" ] || return 0
  part=$folder/.$1-$2.json.part
  if aws "$@" --region "$region" --output json > "$part" 2> "$folder/.error"; then
    mv "$part" "$folder/$1-$2.json"
  else
    rm -f "$part"
    denied "$1 $2" ''
  fi
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
  [ ! -f "$file" ] || return 0
  if answer=$(aws "$@" "$option" "$id" --region "$region" --output json 2> "$folder/.error"); then
    case $answer in '' | '{}') rest=' }' ;; *) rest=,\${answer#?} ;; esac
    printf '{ "%s": "%s"%s\\n' "$name" "$id" "$rest" > "$folder/.part" && mv "$folder/.part" "$file"
  else
    denied "$1 $2" "$id"
  fi
}

# ask_all OPTION NAME ID KEY LISTED AT_MOST SERVICE COMMAND [OPTION ...]: the same for a call that takes ids that
# LISTED holds, so many at a time, each in a file
ask_all() {
  option=$1 name=$2 id=$3 key=$4 listed=$5 most=$6
  shift 6
  mkdir -p "$folder/$1-$2"
  stem=$folder/$1-$2/$(printf %s "$id" | sed 's/%/%25/g; s/:/%3A/g; s,/,%2F,g')
  [ ! -f "$stem.json" ] || return 0
  if [ -z "$listed" ]; then
    printf '{ "%s": "%s", "%s": [] }\\n' "$name" "$id" "$key" > "$stem.json"
    return 0
  fi
  number=0
  # One word for each id.
  # shellcheck disable=SC2086
  printf '%s\\n' $listed | xargs -n "$most" > "$folder/.batches"
  while read -r batch; do
    number=$((number + 1))
    [ "$number" -eq 1 ] && file=$stem.json || file=$stem-$number.json
    # One word for each id.
    # shellcheck disable=SC2086
    if answer=$(aws "$@" $batch "$option" "$id" --region "$region" --output json 2> "$folder/.error" < /dev/null); then
      printf '{ "%s": "%s",%s\\n' "$name" "$id" "\${answer#?}" > "$folder/.part" && mv "$folder/.part" "$file"
    else
      denied "$1 $2" "$id"
    fi
  done < "$folder/.batches"
  rm -f "$folder/.batches"
}

# text: standard input as it may stand in a string of JSON, on one line
text() {
  tr '\\n\\t' '  ' | tr -d '\\000-\\037' | sed 's/\\\\/\\\\\\\\/g; s/"/\\\\"/g; s/^ *//; s/ *$//'
}

# denied CALL ID: notes why a call failed
denied() {
  code=$(sed -n 's/.*An error occurred (\\([A-Za-z0-9.]*\\)).*/\\1/p' "$folder/.error" | head -n 1)
  about=
  [ -z "$2" ] || about="\\"id\\": \\"$(printf %s "$2" | text)\\", "
  printf '    { "account": "%s", "region": "%s", "call": "%s", %s"code": "%s", "message": "%s" }\\n' \\
    "$account" "$region" "$1" "$about" "\${code:-UnknownError}" "$(text < "$folder/.error")" >> "$folder/.failures"
}

# collection STATE: writes collection.json from what was noted in every Region so far
collection() {
  {
    printf '{\\n  "hopwise": 1,\\n  "kind": "collection",\\n  "isFinished": %s,\\n  "only": [],\\n  "skipped": [],\\n' "$1"
    printf '  "places": [\\n'
    for place in "$out"/*/*/; do
      place=\${place%/}
      above=\${place%/*}
      printf '    { "account": "%s", "region": "%s" }\\n' "\${above##*/}" "\${place##*/}"
    done | sed '$!s/$/,/'
    printf '  ],\\n  "disabled": [],\\n  "failures": [\\n'
    cat "$out"/*/*/.failures 2> /dev/null | sed '$!s/$/,/'
    printf '  ]\\n}\\n'
  } > "$out/.collection.json.part"
  mv "$out/.collection.json.part" "$out/collection.json"
}
`;

const FOLDER = `  folder=$out/$account/$region
  mkdir -p "$folder" || exit 2
  rm -f "$folder/.failures"
  collection false`;

const TAIL = `
for region in "$@"; do
  rm -f "$out/$account/$region/.error"
done
collection true
if cat "$out"/*/*/.failures > /dev/null 2>&1; then
  echo "collect: some calls failed, see $out/collection.json" >&2
fi
`;

function leftOut({ kind, call: { service, operation } }: KnownCall): string {
  return `# Left to be asked by hand: aws ${service} ${commandName(operation)}, the ${recordType(kind).title}.`;
}

function listing({ kind, call }: KnownCall): string {
  return `  list ${words(kind, call)}`;
}

/** Asks for each of the ids that the argument needs; those are listed once, before the first call that needs them. */
function perArgument(calls: readonly KnownCall[]): string[] {
  const listed = new Set<string>();
  return calls.flatMap(({ kind, call, call: { argument } }) => {
    if (!argument) return [];
    const name = variable(argument);
    const ids = listed.has(name) ? [] : [idsOf(argument)];
    listed.add(name);
    return [...ids, `  for id in $${name}; do`, ...asking(kind, call, argument).map((line) => `    ${line}`), '  done'];
  });
}

function asking(kind: Kind, call: DescribeCall, { name }: Argument): readonly string[] {
  const option = `--${commandName(name)}`;
  const { listed, key, service } = call;
  if (!listed) return [`ask ${option} ${name} "$id" ${words(kind, call)}`];
  const ids = `ids '${listed.key}[]' ${service} ${commandName(listed.operation)} ${option} "$id"`;
  const { listed: _, ...plain } = call;
  return [
    `listed=$(${ids})`,
    `ask_all ${option} ${name} "$id" ${key} "$listed" ${listed.atMost} ${words(kind, plain)} --${commandName(listed.as)}`,
  ];
}

/** Listeners are listed by load balancer: the ids of one kind may need those of another. */
function idsOf(argument: Argument): string {
  const { of, field, name, where } = argument;
  const call = listingCall(of as Kind);
  if (!call) return '';
  const those = where ? `[?${where.field}=='${where.is}']` : '[]';
  const query = typeof call.holds === 'object' && 'named' in call.holds ? '[]' : `${those}.${field ?? name}`;
  const ids = `ids "${call.key}${query}" ${call.service} ${commandName(call.operation)}`;
  if (!call.argument) return `  ${variable(argument)}=$(${ids})`;
  const each = `for id in $${variable(call.argument)}; do ${ids} --${commandName(call.argument.name)} "$id"; done`;
  return `  ${variable(argument)}=$(${each})`;
}

function variable({ of, where }: Argument): string {
  return `${commandName(of).replaceAll('-', '_')}_ids${where ? `_${where.is.toLowerCase()}` : ''}`;
}

/** The call as the CLI spells it: `ec2 describe-vpcs`. */
function words(kind: Kind, call: DescribeCall): string {
  const options = cliOptions(recordType(kind), call, { id: '"$id"', region: '"$region"' });
  return [call.service, commandName(call.operation), ...options].join(' ');
}
