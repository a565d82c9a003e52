import { commandName } from '@hopwise/core';
import { knownCalls } from './call-index.ts';
import { type Origin, originOf, type Place, statedPlace } from './origin.ts';
import { isAccount, isRegion } from './place-names.ts';

type Json = Readonly<Record<string, unknown>>;

/** Names that scripts put above an answer: a partition, an account, a Region, a service, a call, each in a list perhaps. */
export const GATHERED_DEEPEST = 10;

const NAMES: ReadonlySet<string> = new Set(
  knownCalls.flatMap(({ call: { service, operation } }) => {
    const command = commandName(operation);
    return [service, command, `${service}-${command}`].map(plain);
  }),
);

/**
 * Of a key under which somebody's script gathered answers: the place it names, and nothing where it names a service or a
 * call, as in `{ "123456789012": { "eu-west-1": { "describe_vpcs": { "Vpcs": … } } } }`. Undefined for any other key.
 */
export function gatheredUnder(key: string): Place | undefined {
  if (isAccount(key)) return { account: key };
  if (isRegion(key)) return { region: key };
  return NAMES.has(plain(key)) ? {} : undefined;
}

/** Where what is gathered under a place comes from, as far as it does not say so itself. */
export function originWithin(origin: Origin, place: Place, gathered: Json): Origin {
  const { account, region } = { ...place, ...present(statedPlace(gathered)) };
  if (account === undefined && region === undefined) return origin;
  const within = { account: account ?? origin.account, region: region ?? origin.region };
  return { ...originOf(origin.file, undefined, within), prefix: origin.prefix };
}

function present({ account, region }: Place): Place {
  return { ...(account ? { account } : {}), ...(region ? { region } : {}) };
}

/** The same for `describe-vpcs`, `describe_vpcs`, `DescribeVpcs` and `describeVpcs`. */
function plain(name: string): string {
  return name.replace(/[-_ ]/g, '').toLowerCase();
}
