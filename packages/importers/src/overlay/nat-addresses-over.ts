import type { Assembly, Draft, Entry } from '../describe/assembly.ts';
import type { Overlaid } from './overlay-notes.ts';
import { type Fields, listOf } from './rule-sense.ts';

/**
 * The addresses of a NAT gateway beside its first, which AWS lists in pairs, an allocation with the private address that
 * it stands for, and plans in two lists. The interface of the gateway has the same ones.
 */
export function mergeNatAddresses(live: Assembly, before: Assembly, after: Assembly, done: Overlaid): void {
  const gateways = live.entries.get('natGateway') ?? [];
  const olds = new Map(before.entries.get('natGateway')?.map(({ key, record }) => [key, record]));
  const news = after.entries.get('natGateway') ?? [];
  for (const [at, { key, record: now, ...rest }] of news.entries()) {
    const [was, place] = [olds.get(key), gateways.findIndex((one) => one.key === key)];
    const own = gateways[place];
    if (!own || !was) continue;
    const { lost, added } = changeOf(own.record, secondary(was), secondary(now));
    // Of its other addresses the answers tell.
    const { natGatewayAddresses } = was;
    news[at] = { ...rest, key, record: { ...now, natGatewayAddresses } };
    if (lost.length + added.length === 0) continue;
    done.changed++;
    const kept = listOf(own.record.natGatewayAddresses).filter((one) => !lost.includes(one));
    gateways[place] = {
      ...own,
      record: { ...own.record, natGatewayAddresses: [...kept, ...added], source: now.source },
    };
    show(live, own.record, lost, added);
  }
}

interface Change {
  readonly lost: readonly Fields[];
  readonly added: readonly Fields[];
}

function changeOf(live: Draft, was: readonly Fields[], is: readonly Fields[]): Change {
  const all = listOf(live.natGatewayAddresses);
  const [first] = all;
  const names = (list: readonly Fields[], name: 'allocationId' | 'privateIp') =>
    new Set<unknown>(list.flatMap((one) => (one[name] === undefined ? [] : [one[name]])));
  const [had, has] = [names(was, 'allocationId'), names(is, 'allocationId')];
  const [hadInside, inside] = [names(was, 'privateIp'), names(is, 'privateIp')];
  const lost = secondary(live).filter(({ allocationId, privateIp }) => {
    // An allocation keeps the private address that it stands for.
    if (allocationId !== undefined) return had.has(allocationId) && !has.has(allocationId);
    return hadInside.has(privateIp) && !inside.has(privateIp);
  });
  const known = [names(all, 'allocationId'), names(all, 'privateIp')] as const;
  const added = is.filter(({ allocationId, privateIp }) => {
    const isThere = allocationId === undefined ? known[1].has(privateIp) : known[0].has(allocationId);
    const isSaid = allocationId === undefined ? hadInside.has(privateIp) : had.has(allocationId);
    return !isThere && !isSaid;
  });
  const networkInterfaceId = first?.networkInterfaceId;
  return { lost, added: added.map((one) => ({ ...one, networkInterfaceId, isPrimary: false })) };
}

/** Where none is said to be the first, it is the first that is listed; a regional gateway has none such. */
function secondary({ natGatewayAddresses, subnetId }: Draft): readonly Fields[] {
  const all = listOf(natGatewayAddresses);
  const isFlagged = all.some(({ isPrimary }) => isPrimary === true);
  return all.filter(({ isPrimary }, i) => isPrimary !== true && (isFlagged || i > 0 || subnetId === undefined));
}

/** On the interface of the gateway. */
function show(live: Assembly, gateway: Draft, lost: readonly Fields[], added: readonly Fields[]): void {
  const [first] = listOf(gateway.natGatewayAddresses);
  const own = live.entries.get('networkInterface') ?? [];
  const at = own.findIndex(({ key }) => key === first?.networkInterfaceId);
  const entry = own[at];
  if (!entry) return;
  const gone = new Set(lost.map(({ privateIp }) => privateIp));
  const kept = listOf(entry.record.privateIpAddresses).filter((one) => !gone.has(one.privateIpAddress));
  const more = added.flatMap(({ privateIp, publicIp, allocationId }) =>
    privateIp === undefined
      ? []
      : [
          {
            privateIpAddress: privateIp,
            primary: false,
            association: publicIp === undefined ? undefined : { publicIp, allocationId },
          },
        ],
  );
  own[at] = { ...entry, record: { ...entry.record, privateIpAddresses: [...kept, ...more] } } as Entry;
}
