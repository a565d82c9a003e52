import { works } from '../aws/states.ts';
import { parsePrefix } from '../net/address.ts';
import type { Check } from './check.ts';
import { objectEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

export const clientVpnOpenToAll: Check = {
  id: 'client-vpn-open-to-all',
  title: 'Client VPN that lets every user in',
  severity: 'low',
  help: {
    wrong:
      'An authorization rule of a Client VPN endpoint lets all users send to a range, whatever group they are in. For all addresses it is told as medium.',
    why: 'Whoever has any certificate or account reaches all of it; the directory that knows their groups is not asked.',
    mend: 'Authorize groups: aws ec2 authorize-client-vpn-ingress --access-group-id, and revoke the rule for all.',
  },
  controls: { config: ['ec2-client-vpn-not-authorize-all'] },
  *run({ network }) {
    yield* lackingLists(network, 'clientVpnAuthorizationRule');
    for (const rule of network.all('clientVpnAuthorizationRule')) {
      const { clientVpnEndpointId = '', destinationCidr = '' } = rule;
      if (rule.accessAll !== true || !works(rule.status?.code, 'active', 'authorizing')) continue;
      yield {
        component: clientVpnEndpointId,
        rule: destinationCidr,
        severity: parsePrefix(destinationCidr)?.length === 0 ? 'medium' : 'low',
        message: `Every user may send to ${destinationCidr}.`,
        evidence: [objectEvidence(clientVpnEndpointId, rule, `all users are authorized for ${destinationCidr}`)],
        place: rule,
      };
    }
  },
};
