import { statefulRule, statelessRule } from '../oracle/inspection-networks.ts';
import { change, listOf, type Mutation, ofKind, pick } from './mutations.ts';

const removable = ['firewall', 'firewallPolicy', 'firewallRuleGroup', 'vpcEndpoint'] as const;
const removal: Mutation = (resources, { a, b }) => {
  const one = pick(ofKind(resources, pick(removable, a) ?? 'firewall'), b);
  return resources.filter((each) => each !== one);
};

const policy = (fields: (choice: number) => object): Mutation =>
  change('firewallPolicy', 'a', (one, { b }) => ({
    FirewallPolicy: { ...(one.fields.FirewallPolicy as object), ...fields(b) },
  }));

/** One more rule before or after those of a rule group. */
const addRule: Mutation = (resources, { a, b, c }) => {
  const one = pick(ofKind(resources, 'firewallRuleGroup'), a);
  const source = (one?.fields.RuleGroup as { RulesSource?: Record<string, unknown> } | undefined)?.RulesSource;
  if (!one || !source) return resources;
  const port = pick([443, 22, 80, 8080], c) ?? 443;
  const list = { fields: source } as unknown as Parameters<typeof listOf>[0];
  const action = pick(['PASS', 'DROP', 'REJECT', 'ALERT'], b) ?? 'DROP';
  const stateless = {
    Protocols: [pick([6, 17, 1], c)],
    ...(c % 2 === 0 ? { DestinationPorts: [{ FromPort: port, ToPort: port }] } : {}),
  };
  const changed = source.StatefulRules
    ? {
        StatefulRules: [
          statefulRule(
            action,
            pick(['TCP', 'IP', 'UDP', 'HTTP'], c) ?? 'IP',
            'ANY',
            pick(['ANY', '10.1.0.0/16'], c) ?? 'ANY',
            String(port),
          ),
          ...listOf(list, 'StatefulRules'),
        ],
      }
    : source.StatelessRulesAndCustomActions
      ? {
          StatelessRulesAndCustomActions: {
            StatelessRules: [
              statelessRule(5, pick(['aws:pass', 'aws:drop', 'aws:forward_to_sfe'], b) ?? 'aws:drop', stateless),
              ...(((source.StatelessRulesAndCustomActions as Record<string, unknown>).StatelessRules ??
                []) as object[]),
            ],
          },
        }
      : source;
  return resources.map((each) =>
    each === one ? { ...one, fields: { ...one.fields, RuleGroup: { RulesSource: changed } } } : each,
  );
};

/** Policies, rules and endpoints of firewalls. */
export const inspectionMutations: readonly Mutation[] = [
  removal,
  addRule,
  addRule,
  addRule,
  policy((b) => ({ StatelessDefaultActions: [pick(['aws:drop', 'aws:pass', 'aws:forward_to_sfe'], b)] })),
  policy((b) => ({
    StatefulEngineOptions: { RuleOrder: pick(['STRICT_ORDER', 'DEFAULT_ACTION_ORDER'], b) },
    StatefulDefaultActions:
      b % 2 === 0 ? [pick(['aws:drop_strict', 'aws:drop_established', 'aws:alert_strict'], b >> 1)] : [],
  })),
  policy((b) => ({
    StatefulEngineOptions: {
      RuleOrder: 'DEFAULT_ACTION_ORDER',
      StreamExceptionPolicy: pick(['CONTINUE', 'REJECT', 'DROP'], b),
    },
  })),
  change('firewall', 'a', (one, { b }) => {
    const status = one.fields.FirewallStatus as { SyncStates: Record<string, { Attachment: object }> };
    const states = Object.entries(status.SyncStates).map(([zone, { Attachment }], i) => [
      zone,
      { Attachment: i === b % 2 ? { ...Attachment, Status: 'DELETING' } : Attachment },
    ]);
    return { FirewallStatus: { ...status, SyncStates: Object.fromEntries(states) } };
  }),
];
