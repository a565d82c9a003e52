import type { Attributes } from '../attributes.ts';
import type { Json } from '../json.ts';
import type { Family, Mapping } from '../mapping.ts';
import { NETWORK_ACL, SUBNET, VPC } from '../wanted.ts';

const ACLS = ['aws_network_acl', 'aws_default_network_acl'];

interface Acl {
  readonly from: Attributes;
  readonly vpcId: string | undefined;
  readonly isDefault: boolean;
  readonly entries: Map<string, Json>;
  readonly subnets: Set<string>;
}

/** ACLs with entries and associations, written in them or apart; subnets that no other lists have the default one. */
export const networkAcls: Family = {
  types: [...ACLS, 'aws_network_acl_rule', 'aws_network_acl_association'],
  map(mapping) {
    const acls = new Map<string, Acl>();
    let isOpen = false;
    for (const from of mapping.managed(...ACLS)) {
      const isDefault = from.resource.type === 'aws_default_network_acl';
      const subnets = from.ids('subnet_ids', SUBNET);
      const isHidden = subnets.length === 0 || from.isOpen('subnet_ids', SUBNET);
      isOpen ||= from.isUnknown('subnet_ids') && from.isWritten('subnet_ids') && isHidden;
      const own = blockEntries(from);
      const vpcId = from.id('vpc_id', VPC) ?? vpcOfDefault(mapping, mapping.idOf(from));
      acls.set(mapping.idOf(from), { from, vpcId, isDefault, entries: own, subnets: new Set(subnets) });
    }
    for (const vpc of mapping.managed('aws_vpc', 'aws_default_vpc')) {
      const id = mapping.idOf(vpc, 'default_network_acl_id');
      if (!acls.has(id))
        acls.set(id, {
          from: vpc,
          vpcId: mapping.idOf(vpc),
          isDefault: true,
          entries: openEntries(),
          subnets: new Set(),
        });
    }
    for (const one of mapping.managed('aws_network_acl_rule')) putEntry(acls, one);
    for (const one of mapping.managed('aws_network_acl_association')) {
      const [acl, subnet] = [acls.get(one.id('network_acl_id', NETWORK_ACL) ?? ''), one.id('subnet_id', SUBNET)];
      if (acl && subnet) acl.subnets.add(subnet);
      else isOpen = true;
    }
    if (isOpen) mapping.leavesOpen('networkAcl');
    else giveDefaults(mapping, acls);
    for (const [id, { from, vpcId, isDefault, entries, subnets }] of acls) {
      mapping.add(
        'networkAcl',
        {
          NetworkAclId: id,
          VpcId: vpcId,
          OwnerId: from.text('owner_id'),
          IsDefault: isDefault,
          Associations: [...subnets].map((SubnetId) => ({ SubnetId })),
          Entries: [...entries.values()],
          Tags: ACLS.includes(from.resource.type) ? from.tags() : undefined,
        },
        from,
      );
    }
  },
};

function vpcOfDefault(mapping: Mapping, id: string): string | undefined {
  const vpc = mapping
    .all('aws_vpc', 'aws_default_vpc')
    .find((one) => mapping.idOf(one, 'default_network_acl_id') === id);
  return vpc && mapping.idOf(vpc);
}

function giveDefaults(mapping: Mapping, acls: ReadonlyMap<string, Acl>): void {
  const listed = new Set([...acls.values()].flatMap(({ subnets }) => [...subnets]));
  const defaults = new Map([...acls.values()].flatMap((acl) => (acl.isDefault && acl.vpcId ? [[acl.vpcId, acl]] : [])));
  for (const one of mapping.all('aws_subnet', 'aws_default_subnet')) {
    const id = mapping.idOf(one);
    if (!listed.has(id)) defaults.get(mapping.subnet(id)?.vpcId ?? '')?.subnets.add(id);
  }
}

/** As AWS makes the default ACL: everything passes. */
function openEntries(): Map<string, Json> {
  const open = [false, true].flatMap((Egress) => [
    { RuleNumber: 100, Protocol: '-1', RuleAction: 'allow', Egress, CidrBlock: '0.0.0.0/0' },
    { RuleNumber: 101, Protocol: '-1', RuleAction: 'allow', Egress, Ipv6CidrBlock: '::/0' },
  ]);
  return new Map(open.map((entry) => [keyOf(entry), entry]));
}

function blockEntries(acl: Attributes): Map<string, Json> {
  const entries = (['ingress', 'egress'] as const).flatMap((name) => {
    const Egress = name === 'egress';
    const blocks = acl.blocks(name);
    if (blocks.length === 0 && acl.isUnknown(name) && acl.isWritten(name)) return anyEntries(1, Egress);
    return blocks.flatMap((block) => entriesOf(block, block.integer('rule_no'), block.text('action'), Egress));
  });
  return new Map(entries.map((entry) => [keyOf(entry), entry]));
}

function putEntry(acls: ReadonlyMap<string, Acl>, one: Attributes): void {
  const id = one.id('network_acl_id', NETWORK_ACL);
  const [number, egress] = [one.integer('rule_number'), one.flag('egress') ?? false];
  const possible = id ? [id] : one.possible('network_acl_id', NETWORK_ACL);
  // Whatever number it has, of an ACL that cannot be told it may decide before all others.
  const own = id ? entriesOf(one, number, one.text('rule_action'), egress) : anyEntries(1, egress);
  for (const acl of possible.length > 0 ? possible : acls.keys()) {
    for (const entry of own) acls.get(acl)?.entries.set(keyOf(entry), entry);
  }
}

function entriesOf(
  one: Attributes,
  number: number | undefined,
  action: string | undefined,
  Egress: boolean,
): readonly Json[] {
  const [four, six] = ['cidr_block', 'ipv6_cidr_block'].map((name) => one.text(name) ?? unknownText(one, name));
  const protocol = one.text('protocol')?.toLowerCase();
  const isKnown = number !== undefined && action && protocol && (four || six);
  const isOfBoth = four === UNKNOWN && six === UNKNOWN;
  if (!isKnown || isOfBoth || ['from_port', 'to_port'].some((name) => one.isUnknown(name)))
    return anyEntries(number ?? 1, Egress);
  const all = protocol === '-1' || protocol === 'all';
  const icmp = ['1', 'icmp', '58', 'icmpv6'].includes(protocol);
  const [From, To] = [one.integer('from_port'), one.integer('to_port')];
  return [
    {
      RuleNumber: number,
      Protocol: all ? '-1' : protocol,
      RuleAction: action.toLowerCase(),
      Egress,
      ...(four ? { CidrBlock: four } : { Ipv6CidrBlock: six }),
      ...(icmp ? { IcmpTypeCode: { Type: one.integer('icmp_type') ?? -1, Code: one.integer('icmp_code') ?? -1 } } : {}),
      ...(all || icmp || From === undefined ? {} : { PortRange: { From, To: To ?? From } }),
    },
  ];
}

const UNKNOWN = 'known after apply';

/** What else is known of an entry holds, whatever its range will be. */
function unknownText(one: Attributes, name: string): string | undefined {
  return one.isUnknown(name) ? UNKNOWN : undefined;
}

/** Nobody can tell what an entry does whose protocol cannot be read. */
function anyEntries(number: number, Egress: boolean): readonly Json[] {
  const unknown = { RuleNumber: number, Protocol: UNKNOWN, RuleAction: 'allow', Egress };
  return [
    { ...unknown, CidrBlock: '0.0.0.0/0' },
    { ...unknown, Ipv6CidrBlock: '::/0' },
  ];
}

/** One number has one entry in each direction; only what is unknown has two, one a family. */
function keyOf({ RuleNumber, Egress, Protocol, Ipv6CidrBlock }: Json): string {
  const family = Protocol === UNKNOWN && Ipv6CidrBlock ? 6 : 4;
  return `${RuleNumber} ${Egress} ${family}`;
}
