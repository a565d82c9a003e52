import { networkInterface, type Raw } from '../oracle/build.ts';
import {
  gatewayBalancer,
  inspectingEndpoint,
  networkFirewall,
  serviceOf,
  statefulRule,
  statelessRule,
} from '../oracle/inspection-networks.ts';
import type { InspectorPlan } from './plan-inspection.ts';

/** Endpoints in these subnets of a VPC with what its plan says behind them. */
export function inspectorOf(
  plan: InspectorPlan,
  name: string,
  vpcId: string,
  endpoints: Readonly<Record<string, string>>,
  box: { readonly subnetId: string; readonly ip: string },
): readonly Raw[] {
  const at = Object.entries(endpoints);
  if (plan.kind === 'firewall') {
    const places = at.map(([id, subnetId]) => [id, { vpcId, subnetId }] as const);
    return networkFirewall({ name, endpoints: Object.fromEntries(places), ...rulesOf(plan.rules) });
  }
  return [
    ...at.map(([id, subnetId]) => inspectingEndpoint(id, vpcId, subnetId, { ServiceName: serviceOf(name) })),
    ...gatewayBalancer(name, vpcId, box.subnetId, box.ip),
    ...(plan.hasNode ? [nodeOf(name, vpcId, box)] : []),
  ];
}

function nodeOf(name: string, vpcId: string, { subnetId, ip }: { readonly subnetId: string; readonly ip: string }) {
  return networkInterface(`eni-${name}node`, vpcId, subnetId, ip.replace(/\d+$/, '90'), {
    more: { InterfaceType: 'gateway_load_balancer', Description: `ELB gwy/${name}/1` },
  });
}

const HOME = '[10.0.0.0/9]';

function rulesOf(rules: InspectorPlan['rules']): object {
  const web = [
    statefulRule('PASS', 'TCP', HOME, 'ANY', '[22,80,443,5432]'),
    statefulRule('PASS', 'ICMP', 'ANY', 'ANY'),
    statefulRule('PASS', 'TCP', 'ANY', HOME, '443'),
  ];
  switch (rules) {
    case 'open':
      return {};
    case 'strict':
      return { isStrict: true, stateful: web, statefulDefault: ['aws:drop_strict', 'aws:alert_strict'] };
    case 'lax':
      return {
        stateful: [
          statefulRule('DROP', 'UDP', 'ANY', '!10.1.0.0/16'),
          statefulRule('DROP', 'TCP', 'ANY', 'ANY', '5000:9000'),
          ...web,
        ],
      };
    case 'stateless': {
      const ports = (name: string) => ({ Protocols: [6], [name]: [{ FromPort: 0, ToPort: 1023 }] });
      const stateless = [
        statelessRule(10, 'aws:pass', ports('DestinationPorts')),
        statelessRule(20, 'aws:pass', ports('SourcePorts')),
        statelessRule(30, 'aws:drop', { Protocols: [17], Sources: [{ AddressDefinition: '10.2.0.0/16' }] }),
      ];
      return { stateless };
    }
    case 'domains': {
      const list = { Targets: ['a.example'], TargetTypes: ['TLS_SNI', 'HTTP_HOST'], GeneratedRulesType: 'ALLOWLIST' };
      return { source: { RulesSourceList: list } };
    }
  }
}
