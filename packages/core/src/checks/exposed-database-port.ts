import { type Check, NIST_OPEN } from './check.ts';
import { type ExposureContext, exposedOn } from './exposure-context.ts';

export const exposedDatabasePort: Check<ExposureContext> = {
  id: 'exposed-database-port',
  title: 'Database port exposed to the internet',
  severity: 'high',
  help: {
    wrong: 'The internet reaches a port of a database, cache or search engine.',
    why: 'A guessed password or a hole in the server is enough to take the data away.',
    mend: 'Move it to a subnet without a route to an internet gateway, take its public address away, and name groups in its rules.',
  },
  controls: {
    securityHub: ['EC2.19', 'RDS.2', 'Redshift.1', 'Redshift.15'],
    config: [
      'restricted-common-ports',
      'rds-instance-public-access-check',
      'redshift-cluster-public-access-check',
      'redshift-unrestricted-port-access',
    ],
    trustedAdvisor: ['HCP4007jGY', '1iG5NDGVre', 'nNauJisYIT'],
    cis: ['5.0 2.2.3', '3.0 2.3.3'],
    pci: [
      '4.0.1 1.4.4',
      '4.0.1 1.3.1',
      '3.2.1 1.2.1',
      '3.2.1 1.3.1',
      '3.2.1 1.3.2',
      '3.2.1 1.3.4',
      '3.2.1 1.3.6',
      '3.2.1 7.2.1',
    ],
    nist: [...NIST_OPEN, 'CA-9(1)', 'CM-2', 'CM-2(2)', 'CM-7'],
  },
  run: (context) => exposedOn(context, 'database'),
};
