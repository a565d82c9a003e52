import { works } from '../aws/states.ts';
import type { Check } from './check.ts';
import { counted } from './counted.ts';
import { objectEvidence } from './rule-evidence.ts';

export const publicAccessNotBlocked: Check = {
  id: 'public-access-not-blocked',
  title: 'Region whose internet gateways nothing blocks',
  severity: 'info',
  help: {
    wrong: 'VPC Block Public Access is off where VPCs have internet gateways.',
    why: 'Any route, group and address together open a way in. With it on, only VPCs and subnets that somebody excluded on purpose have one.',
    mend: 'Exclude what is meant to be public (aws ec2 create-vpc-block-public-access-exclusion), then block the rest: aws ec2 modify-vpc-block-public-access-options --internet-gateway-block-mode block-bidirectional.',
  },
  controls: {
    securityHub: ['EC2.172'],
    config: ['ec2-vpc-bpa-internet-gateway-blocked'],
  },
  about: 'vpcBlockPublicAccessOptions',
  *run({ network }) {
    for (const options of network.all('vpcBlockPublicAccessOptions')) {
      const { account, region, internetGatewayBlockMode: mode } = options;
      if (!works(mode ?? '-', 'off')) continue;
      const gateways = network.all('internetGateway').filter((one) => one.account === account && one.region === region);
      const attached = gateways.filter(({ attachments }) => attachments.length > 0);
      if (attached.length === 0) continue;
      const component = network.recordType('vpcBlockPublicAccessOptions').key(options) ?? '';
      yield {
        component,
        message: `Block Public Access is off, before ${counted(attached.length, 'internet gateway')}.`,
        evidence: [objectEvidence(component, options, 'InternetGatewayBlockMode is off')],
        place: options,
      };
    }
  },
};
