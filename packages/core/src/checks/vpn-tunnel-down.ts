import { works } from '../aws/states.ts';
import type { Check } from './check.ts';
import { objectEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

export const vpnTunnelDown: Check = {
  id: 'vpn-tunnel-down',
  title: 'VPN connection without two tunnels up',
  severity: 'medium',
  help: {
    wrong: 'Of the two tunnels of a Site-to-Site VPN connection one was down when the input was collected, or both.',
    why: 'AWS takes one tunnel down for maintenance: with the other one down, the site is cut off. With both down it is so already.',
    mend: 'Set up both tunnels at the customer’s router.',
  },
  controls: {
    securityHub: ['EC2.20'],
    config: ['vpc-vpn-2-tunnels-up'],
    trustedAdvisor: ['S45wrEXrLz'],
    nist: ['CP-10', 'CP-6(2)', 'SC-36', 'SC-5(2)', 'SI-13(5)'],
  },
  *run({ network }) {
    yield* lackingLists(network, 'vpnConnection');
    for (const connection of network.all('vpnConnection')) {
      const tunnels = connection.vgwTelemetry.flatMap((one) => one ?? []);
      const down = tunnels.filter(({ status }) => works(status ?? '-', 'down'));
      if (down.length === 0 || !works(connection.state, 'available')) continue;
      const id = connection.vpnConnectionId ?? '';
      yield {
        component: id,
        severity: down.length === tunnels.length ? 'high' : 'medium',
        message: `${down.length} of ${tunnels.length} tunnels ${tunnels.length === 1 ? 'is' : 'are'} down.`,
        evidence: down.map(({ outsideIpAddress, statusMessage }) =>
          objectEvidence(
            id,
            connection,
            `tunnel ${outsideIpAddress} is down${statusMessage ? `: ${statusMessage}` : ''}`,
          ),
        ),
        place: connection,
      };
    }
  },
};
