import { type Check, NIST_OPEN } from './check.ts';
import { type ExposureContext, exposedOn } from './exposure-context.ts';

export const exposedInfrastructurePort: Check<ExposureContext> = {
  id: 'exposed-infrastructure-port',
  title: 'File, directory or other inner service exposed to the internet',
  severity: 'high',
  help: {
    wrong:
      'The internet reaches a service that is meant for the inside of a network: SMB, NFS, LDAP, Kerberos, RPC, printing, syslog, mail.',
    why: 'They trust whoever reaches them, and many amplify attacks on others.',
    mend: 'Let the addresses and groups in that use them, over VPN or peering.',
  },
  controls: {
    securityHub: ['EC2.19'],
    config: ['restricted-common-ports'],
    trustedAdvisor: ['1iG5NDGVre'],
    nist: [...NIST_OPEN, 'CA-9(1)', 'CM-2', 'CM-2(2)', 'CM-7'],
  },
  run: (context) => exposedOn(context, 'infrastructure'),
};
