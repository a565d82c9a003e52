import { commandName, QuestionError } from '@hopwise/core';
import { type KnownCall, knownCalls, listingCall } from '../describe/call-index.ts';

/** Which calls are made: those of `--only` with the lists that they need, without those of `--skip`. */
export function selectCalls(only: readonly string[] = [], skip: readonly string[] = []): readonly KnownCall[] {
  for (const [option, words] of [['--only', only] as const, ['--skip', skip] as const])
    for (const word of words) if (!knownCalls.some((known) => namesOf(known).has(word))) throw noSuchCall(option, word);
  const isWanted = (known: KnownCall) => only.length === 0 || only.some((word) => namesOf(known).has(word));
  const isSkipped = (known: KnownCall) => skip.some((word) => namesOf(known).has(word));
  const wanted = new Set<KnownCall>();
  const add = (known: KnownCall): void => {
    if (wanted.has(known)) return;
    wanted.add(known);
    const list = listOf(known);
    if (list) add(list);
  };
  for (const known of knownCalls) if (!known.call.isAskedByHand && isWanted(known) && !isSkipped(known)) add(known);
  // What needs a list that is skipped cannot be asked either.
  const isAskable = (known: KnownCall): boolean => {
    const list = listOf(known);
    return !isSkipped(known) && (!list || isAskable(list));
  };
  return knownCalls.filter((known) => wanted.has(known) && isAskable(known));
}

/** The call that tells the ids that another one is asked about. */
export function listOf({ call: { argument } }: KnownCall): KnownCall | undefined {
  if (!argument) return undefined;
  const listing = knownCalls.find(({ kind, call }) => kind === argument.of && call === listingCall(kind));
  return listing;
}

/** A call goes by its service, the CLI's name for it, and the kind that it lists: `ec2`, `describe-vpcs`, `vpc`. */
function namesOf({ kind, call: { service, operation } }: KnownCall): ReadonlySet<string> {
  return new Set([service, commandName(operation), kind, commandName(kind), `${service}-${commandName(operation)}`]);
}

function noSuchCall(option: string, word: string): QuestionError {
  const hint =
    'Give services (ec2), calls (describe-vpcs) or kinds (vpc-endpoint) of docs/modelled.md, joined by commas.';
  return new QuestionError('BAD_OPTION', `${option} “${word}” is no call that is made`, hint);
}
