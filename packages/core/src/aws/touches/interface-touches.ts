import { isAlike } from '../field-edits.ts';
import { interfaceIndex } from '../interface-index.ts';
import { isRoutedTo } from '../routed-interface.ts';
import type { Touches } from './touch.ts';

/** Fields that tell neither an address nor where it is, or what AWS made it for. */
const HARMLESS: ReadonlySet<string> = new Set(['groups', 'tagSet', 'denyAllIgwTraffic', 'source']);

/** An interface that keeps its addresses and its place is nothing to others, unless it sends on what they send. */
export const interfaceTouches: Touches = (id, before, after) => {
  const [old, now] = [before.get('networkInterface', id), after.get('networkInterface', id)];
  if (!old || !now) return undefined;
  const names = new Set([...Object.keys(old), ...Object.keys(now)]) as ReadonlySet<keyof typeof old>;
  const others = [...names].filter((name) => !isAlike(old[name], now[name]));
  if (others.every((name) => name === 'tagSet' || name === 'source')) return {};
  if (!others.every((name) => HARMLESS.has(name))) return undefined;
  const isPassed = [before, after].some((net) => {
    const { isUngrouped, isClientVpn } = interfaceIndex(net).holderOf(id)?.role ?? {};
    return isUngrouped || isClientVpn || isRoutedTo(net, id);
  });
  return isPassed ? undefined : { interfaces: [id] };
};
