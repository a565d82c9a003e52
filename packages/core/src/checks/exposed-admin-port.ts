import { type Check, NIST_OPEN } from './check.ts';
import { type ExposureContext, exposedOn } from './exposure-context.ts';

export const exposedAdminPort: Check<ExposureContext> = {
  id: 'exposed-admin-port',
  title: 'Administration port exposed to the internet',
  severity: 'high',
  help: {
    wrong:
      'The internet reaches a port by which a machine is administered: SSH, RDP, Telnet, FTP, VNC, WinRM, Docker, Kubernetes.',
    why: 'Strangers try these ports all the time, and the whole machine is behind them.',
    mend: 'Use Session Manager or an Instance Connect Endpoint, or admit the addresses alone that need it; `hopwise path --close` names the rules.',
  },
  controls: {
    securityHub: ['EC2.13', 'EC2.14', 'EC2.19', 'EC2.21', 'EC2.53', 'EC2.54'],
    config: ['restricted-ssh', 'restricted-common-ports', 'vpc-sg-port-restriction-check'],
    trustedAdvisor: ['HCP4007jGY', '1iG5NDGVre'],
    cis: ['5.0 5.3', '5.0 5.4', '3.0 5.2', '3.0 5.3', '1.4 5.2', '1.2 4.1', '1.2 4.2'],
    pci: ['3.2.1 1.2.1', '3.2.1 1.3.1', '3.2.1 2.2.2', '4.0.1 1.3.1'],
    nist: [...NIST_OPEN, 'CA-9(1)', 'CM-2', 'CM-2(2)', 'CM-7'],
  },
  run: (context) => exposedOn(context, 'admin'),
};
