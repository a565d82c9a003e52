import { isAlike } from '../field-edits.ts';
import { interfaceIndex } from '../interface-index.ts';
import type { RecordOfKind } from '../record-types.ts';
import { labelsWritten } from './addresses.ts';
import { isPlain, isTarget } from './plain-interface.ts';
import type { Touches } from './touch.ts';

type Instance = RecordOfKind<'instance'>;

const HARMLESS: ReadonlySet<string> = new Set(['tags', 'source', 'privateDnsName', 'publicDnsName']);

/** Whether an instance runs is asked of its interfaces (PAR-18); what an input lacks of these, its own record tells. */
export const instanceTouches: Touches = (id, before, after) => {
  const networks = [before, after];
  const [old, now] = networks.map((net) => net.get('instance', id)) as [Instance | undefined, Instance | undefined];
  const names = new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})]) as ReadonlySet<keyof Instance>;
  const others = [...names].filter((name) => !isAlike(old?.[name], now?.[name]));
  if (old && now && others.every((name) => HARMLESS.has(name))) return [];
  const holders = networks.flatMap((net) => interfaceIndex(net).holdersOfInstance(id));
  const records = holders.flatMap(({ record }) => record ?? []);
  if (!networks.every((net) => !isTarget(net, id) && records.every((one) => isPlain(net, one)))) return undefined;
  const interfaces = new Set([id, ...holders.map(({ at }) => at)]);
  // Where all its interfaces are known, they are its ends, whatever its record says.
  const isKnown = networks.every((net) => {
    const own = interfaceIndex(net).holdersOfInstance(id);
    const named = net.get('instance', id)?.networkInterfaces ?? [];
    return own.length > 0 && named.every((one) => own.some(({ at }) => at === one?.networkInterfaceId));
  });
  if (isKnown) return [{ interfaces }];
  const addresses = [old, now].map((one) => one?.privateIpAddress);
  return [{ interfaces, addresses: labelsWritten(before, addresses) }];
};
