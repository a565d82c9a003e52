import type { Edit } from '../model/change.ts';
import type { Code } from '../model/codes.ts';
import type { Evidence, Missing } from '../model/evidence.ts';
import type { ComponentId, Filter, FilterQuestion } from '../model/route.ts';
import { type ByFamily, byFamily, type Family } from '../net/address.ts';
import type { AddressMap } from '../net/address-map.ts';
import type { AdmissionId } from '../net/admission.ts';
import type { Label } from '../net/label-tree.ts';
import { keptClientDoubt, withKeptClients } from './kept-client-addresses.ts';
import type { Lookup } from './lookup.ts';
import type { Guards } from './resource-type.ts';
import { admittingOf, evidenceOf } from './security-evidence.ts';
import { type Compiled, compiled, type Direction } from './security-filters.ts';
import { admittingRules, withoutRule } from './security-group-edits.ts';
import { describeRule } from './security-rule-text.ts';

/** The security groups of an interface, as the two filters that stand before it (SG-01…21). */
export function securityGuards(
  net: Lookup,
  at: ComponentId,
  groups: readonly ComponentId[],
  vpcId: string,
): ByFamily<Guards> {
  const guarded: Guarded = { net, at, groups, vpcId };
  return byFamily(new SecurityGuards(guarded, 4), new SecurityGuards(guarded, 6));
}

/** An interface with what it lists. */
interface Guarded {
  readonly net: Lookup;
  readonly at: ComponentId;
  readonly groups: readonly ComponentId[];
  readonly vpcId: string;
}

/** Of most interfaces of a large network only one direction is ever asked; there are a hundred thousand of them. */
class SecurityGuards implements Guards {
  readonly #guarded: Guarded;
  readonly #family: Family;
  #ingress: readonly Filter[] | undefined;
  #egress: readonly Filter[] | undefined;

  constructor(guarded: Guarded, family: Family) {
    this.#guarded = guarded;
    this.#family = family;
  }

  get ingress(): readonly Filter[] {
    this.#ingress ??= this.#of('ingress');
    return this.#ingress;
  }

  get egress(): readonly Filter[] {
    this.#egress ??= this.#of('egress');
    return this.#egress;
  }

  #of(direction: Direction): readonly Filter[] {
    const { net, groups, vpcId } = this.#guarded;
    const rules = compiled[direction](net, `${vpcId} ${groups.join(' ')}`);
    return [new SecurityFilter(this.#guarded, direction, this.#family, rules)];
  }
}

class SecurityFilter implements Filter {
  readonly component: ComponentId;
  readonly at: ComponentId;
  readonly direction: Direction;
  readonly layer = 'security-groups';
  readonly code: Code;
  readonly reads: Filter['reads'];
  readonly admits: AddressMap;
  readonly members: ReadonlyMap<ComponentId, AdmissionId>;
  readonly missing?: Missing;
  readonly #guarded: Guarded;

  constructor(guarded: Guarded, direction: Direction, family: Family, rules: Compiled) {
    this.component = guarded.at;
    this.at = guarded.at;
    this.direction = direction;
    this.code = rules.hasRules ? 'ENI_SG_RULES_MISMATCH' : 'SG_HAS_NO_RULES';
    this.reads = direction === 'ingress' ? 'source' : 'destination';
    const { net } = guarded;
    this.admits = direction === 'ingress' ? withKeptClients(net, family, rules.admits[family]) : rules.admits[family];
    this.members = rules.members;
    if (rules.missing) this.missing = rules.missing;
    this.#guarded = guarded;
  }

  doubt(address: Label, family: Family): Code | undefined {
    return this.direction === 'ingress' ? keptClientDoubt(this.#guarded.net, family, address) : undefined;
  }

  evidence(asked: FilterQuestion): readonly Evidence[] {
    const { net, groups } = this.#guarded;
    return evidenceOf(net, groups, this.direction, asked);
  }

  mends(asked: FilterQuestion): readonly Edit[] {
    const { net, groups } = this.#guarded;
    return admittingRules(net, groups, this.direction, asked);
  }

  cuts(asked: FilterQuestion): readonly Edit[] {
    const { net, groups } = this.#guarded;
    const { direction } = this;
    return groups.flatMap((group) =>
      admittingOf(net, group, direction, asked).map((rule) =>
        withoutRule(net, group, direction, rule, describeRule(net, direction, rule)),
      ),
    );
  }
}
