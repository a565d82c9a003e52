import { formatPrefix } from '../net/address.ts';
import type { Variables } from './firewall-terms.ts';
import type { Lookup } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';
import { rangesOf } from './vpc.ts';

/**
 * What a group's rules may name. The group's own variables come before those of the policy; `HOME_NET` is the VPC of the
 * firewall unless one of them says otherwise (NFW-07), `EXTERNAL_NET` all the rest.
 */
export function variablesOf(
  net: Lookup,
  { firewall }: RecordOfKind<'firewall'>,
  { firewallPolicy }: RecordOfKind<'firewallPolicy'>,
  group: RecordOfKind<'firewallRuleGroup'>,
): Variables {
  const { ruleVariables, referenceSets } = group.ruleGroup ?? {};
  const vpc = net.get('vpc', firewall?.vpcId);
  const home = vpc ? ([4, 6] as const).flatMap((family) => rangesOf(vpc, family).map(formatPrefix)) : undefined;
  const addresses = new Map<string, readonly string[]>([
    ...(home ? [['HOME_NET', home] as const] : []),
    ['EXTERNAL_NET', ['!$HOME_NET']],
    ...definitionsOf(firewallPolicy?.policyVariables?.ruleVariables ?? {}),
    ...definitionsOf(ruleVariables?.iPSets ?? {}),
  ]);
  const references = Object.entries(referenceSets?.iPSetReferences ?? {}).flatMap(([name, { referenceArn }]) => {
    const list = /:prefix-list\/(pl-.+)$/.exec(referenceArn ?? '')?.[1];
    return list ? [[name, list] as const] : [];
  });
  return {
    addresses,
    ports: new Map(definitionsOf(ruleVariables?.portSets ?? {})),
    references: new Map(references),
    place: group,
  };
}

function definitionsOf(
  sets: Readonly<Record<string, { readonly definition: readonly (string | undefined)[] }>>,
): readonly (readonly [string, readonly string[]])[] {
  return Object.entries(sets).map(([name, { definition }]) => [name, definition.filter((one) => one !== undefined)]);
}
