import type { Kind } from '@hopwise/core';
import type { Assembly, Entry } from '../describe/assembly.ts';
import type { There } from './replaced.ts';
import type { Gone } from './take-away.ts';

const TYPE = 'AWS::EC2::VPCEndpointServicePermissions';
const KIND: Kind = 'vpcEndpointServicePermissions';

/**
 * Whom a service lets in templates say apart from the service, under its id: of those that have it so they are the whole
 * truth, and of one that has it no more nobody is left. Gives what else goes.
 */
export function rulePrincipals(
  live: Assembly,
  before: Assembly,
  after: Assembly,
  there: readonly There[],
  gone: readonly Gone[],
): readonly Gone[] {
  const own = new Map((live.entries.get(KIND) ?? []).map((entry) => [entry.key, entry]));
  const isTheirs = (one: { readonly type: string | undefined; readonly physicalId: string }) =>
    one.type === TYPE && own.has(one.physicalId);
  const ids = new Set([...there, ...gone].filter(isTheirs).map(({ physicalId }) => physicalId));
  const [olds, news] = [before.entries.get(KIND) ?? [], after.entries.get(KIND) ?? []];
  for (const id of ids) {
    const entry = own.get(id) as Entry;
    const at = olds.findIndex(({ key }) => key === id);
    if (at >= 0) olds.splice(at, 1);
    olds.push(entry);
    if (!news.some(({ key }) => key === id))
      news.push({ ...entry, record: { ...entry.record, allowedPrincipals: [] } });
  }
  return gone.filter((one) => !isTheirs(one));
}
