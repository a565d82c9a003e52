import type { RecordOfKind } from '../aws/record-types.ts';
import { works } from '../aws/states.ts';
import type { Network } from '../engine/network.ts';
import { groupBy } from '../model/group-by.ts';
import type { Check } from './check.ts';
import { objectEvidence } from './rule-evidence.ts';
import { isRead, lackingLists } from './unread.ts';

type Interface = RecordOfKind<'virtualInterface'>;

export const singleDirectConnect: Check = {
  id: 'single-direct-connect',
  title: 'Gateway that hangs on one Direct Connect',
  severity: 'medium',
  help: {
    wrong:
      'All virtual interfaces of a virtual private gateway or Direct Connect gateway use one connection, or, told as low, connections in one location.',
    why: 'When that connection or location fails, the site is cut off, unless a VPN takes over.',
    mend: 'Add a virtual interface on a connection in another location.',
  },
  controls: { trustedAdvisor: ['4g3Nt5M1Th', '8M012Ph3U5'], nist: ['CP-10', 'CP-6(2)', 'SC-36', 'SC-5(2)'] },
  *run({ network }) {
    yield* lackingLists(network, 'virtualInterface');
    const used = network
      .all('virtualInterface')
      .filter(({ virtualInterfaceState: state }) => !works(state ?? '-', ...GONE));
    const byGateway = groupBy(used, (one) => one.directConnectGatewayId || one.virtualGatewayId);
    for (const [gateway, interfaces] of byGateway) {
      const [first] = interfaces;
      // A public one has no gateway. One that was not read may use another connection.
      if (!gateway || !first || !interfaces.every((one) => isRead(network, 'virtualInterface', one))) continue;
      const found = onOne(network, interfaces);
      if (!found) continue;
      yield {
        component: gateway,
        ...found,
        evidence: interfaces.map((one) => {
          const id = one.virtualInterfaceId ?? '';
          return objectEvidence(id, one, `it uses ${one.connectionId}`);
        }),
        place: first,
      };
    }
  },
};

const GONE = ['deleting', 'deleted', 'rejected'];

function onOne(network: Network, interfaces: readonly Interface[]) {
  const [connection, ...others] = new Set(interfaces.map(({ connectionId }) => connectionId));
  if (connection !== undefined && others.length === 0) {
    const what =
      interfaces.length === 1 ? 'Its only virtual interface uses' : `Its ${interfaces.length} virtual interfaces use`;
    return { message: `${what} ${connection}.` };
  }
  const [location, ...elsewhere] = new Set(interfaces.map(({ connectionId }) => locationOf(network, connectionId)));
  if (location === undefined || elsewhere.length > 0) return undefined;
  return { severity: 'low' as const, message: `All connections of its virtual interfaces are in ${location}.` };
}

function locationOf(network: Network, id: string | undefined): string | undefined {
  return network.get('directConnectConnection', id)?.location ?? network.get('directConnectLag', id)?.location;
}
