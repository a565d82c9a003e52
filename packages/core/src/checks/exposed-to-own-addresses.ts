import { formatServices } from '../aws/format-services.ts';
import { groupBy } from '../model/group-by.ts';
import { formatPrefix } from '../net/address.ts';
import type { ServiceSetId } from '../net/service-set.ts';
import { endOf } from '../queries/exposure.ts';
import type { OwnPath } from '../queries/own-addresses.ts';
import { namesIn } from '../queries/port-table.ts';
import { checksOf } from '../queries/witness-chain.ts';
import type { Check, Found } from './check.ts';
import { chainOf, type ExposureContext, placeOfComponent } from './exposure-context.ts';
import { servicesText, shortened } from './exposure-words.ts';

export const exposedToOwnAddresses: Check<ExposureContext> = {
  id: 'exposed-to-own-addresses',
  title: 'Reached over the internet from our own public addresses',
  severity: 'info',
  help: {
    wrong: 'A rule admits a public address of the network itself, and what sends by it comes in over the internet.',
    why: 'The traffic leaves the network to come back into it, and when the address is given back, whoever gets it next is admitted.',
    mend: 'Dial the private address, over peering or a transit gateway, and name groups or private ranges in the rule.',
  },
  *run(context) {
    const { network, exposure } = context;
    const byEnd = groupBy(exposure.own, ({ target }) => endOf(network, target.at ?? target.host));
    for (const [end, paths] of byEnd) yield foundAt(context, end, paths);
  },
};

function foundAt({ network, exposure }: ExposureContext, end: string, paths: readonly OwnPath[]): Found {
  const pool = network.admissions.services;
  const services = paths.reduce<ServiceSetId>((sum, one) => pool.union(sum, one.services), 0);
  const senders = [...new Set(paths.flatMap((one) => one.senders.map((sender) => sender.end)))].sort();
  const isAnswered = paths.some((one) => one.isAnswered);
  const { target, senders: own, services: some, isAnswered: isReached } = paths[0] as OwnPath;
  return {
    component: end,
    message: `${servicesText(network, services)} from ${shortened(senders)}, over the internet: ${isAnswered ? 'replies come back' : 'replies do not come back'}.`,
    get evidence() {
      const [sender] = own;
      if (!sender) return [];
      const verdict = isReached ? 'reachable' : 'forward-only';
      const question = { ...exposure.question, senders: [sender] };
      return chainOf(checksOf(network, question, { sender, target, services: some, verdict }));
    },
    exposure: {
      parts: [
        {
          proof: isAnswered ? 'answered' : 'delivered',
          services: formatServices(pool, services),
          names: namesIn(pool, services).map(({ name }) => name),
          internet: senders,
          isWide: false,
        },
      ],
      via: [...new Set(paths.map((one) => formatPrefix(one.target.address)))].map((address) => ({ address })),
    },
    place: placeOfComponent(network, end),
  };
}
