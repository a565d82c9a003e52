import { formatZone, isSameZone, zoneOfSubnet } from '../aws/zone.ts';
import type { Check } from './check.ts';
import { objectEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

export const singleZoneFunction: Check = {
  id: 'single-zone-function',
  title: 'Lambda function in one zone',
  severity: 'low',
  help: {
    wrong: 'All subnets of a Lambda function that is in a VPC are in one Availability Zone.',
    why: 'When that zone fails, the function cannot be started.',
    mend: 'Give it a subnet of another zone: aws lambda update-function-configuration --vpc-config.',
  },
  controls: {
    securityHub: ['Lambda.5'],
    config: ['lambda-vpc-multi-az-check'],
    nist: ['CP-10', 'CP-6(2)', 'SC-36', 'SC-5(2)', 'SI-13(5)'],
  },
  *run({ network }) {
    yield* lackingLists(network, 'lambdaFunction');
    for (const one of network.all('lambdaFunction')) {
      const subnets = one.vpcConfig?.subnetIds ?? [];
      const zones = subnets.map((subnet) => zoneOfSubnet(network, subnet));
      const [first] = zones;
      // A subnet that was not read may be in another zone.
      if (!first || !zones.every((zone) => zone && isSameZone(zone, first))) continue;
      const component = one.functionArn ?? '';
      const told = formatZone(first);
      yield {
        component,
        message: `It is in ${told} alone.`,
        evidence: [objectEvidence(component, one, `its only zone is ${told}`)],
        place: one,
      };
    }
  },
};
