import type { Raw } from '../oracle/build.ts';
import { change, changeIn, listOf, type Mutation, ofKind, pick } from './mutations.ts';

const PORTS = [0, 22, 53, 80, 442, 443, 1023, 1024, 5432, 8080, 32767, 32768, 40000, 60999, 65535];
const CIDRS = [
  '10.1.0.0/16',
  '10.1.0.10/32',
  '10.0.0.0/9',
  '8.0.0.0/8',
  '203.0.113.0/24',
  '10.1.1.0/24',
  '0.0.0.0/1',
  '198.51.100.7/32',
  '10.2.0.0/16',
];
const CIDRS6 = ['2600:1f18::/32', '2600:1f18:1::/56', '2600:1f18:1:0::10/128', '::/1', '2a00::/16'];
const PROTOCOLS = ['6', '17', '1', '58', '50', '-1', 'tpc'];
const GROUPS = ['sg-1open', 'sg-1web', 'sg-1app', 'sg-2open', 'sg-2app', 'sg-3web', 'sg-9'];

function range(b: number, c: number): { readonly From: number; readonly To: number } {
  const [one, other] = [pick(PORTS, b) ?? 0, pick(PORTS, c) ?? 65535];
  return { From: Math.min(one, other), To: Math.max(one, other) };
}

function groupMutation(field: 'IpPermissions' | 'IpPermissionsEgress'): readonly Mutation[] {
  return [
    changeIn('securityGroup', field, () => []),
    changeIn('securityGroup', field, (rule, { b, c }) => {
      const { From, To } = range(b, c);
      return [{ ...rule, IpProtocol: pick(['tcp', 'tcp', 'udp'], c), FromPort: From, ToPort: To }];
    }),
    changeIn('securityGroup', field, (rule, { c }) => [
      {
        ...rule,
        IpRanges: [{ CidrIp: pick(CIDRS, c) }],
        Ipv6Ranges: c % 2 === 0 ? [] : [{ CidrIpv6: pick(CIDRS6, c) }],
      },
    ]),
    changeIn('securityGroup', field, (rule, { c }) => [
      {
        IpProtocol: rule.IpProtocol,
        FromPort: rule.FromPort,
        ToPort: rule.ToPort,
        UserIdGroupPairs: [{ GroupId: pick(GROUPS, c) }],
      },
    ]),
    changeIn('securityGroup', field, (rule, { c }) => [
      {
        ...rule,
        IpRanges: [],
        Ipv6Ranges: [],
        PrefixListIds: [{ PrefixListId: pick(['pl-home', 'pl-s3', 'pl-9'], c) }],
      },
    ]),
    changeIn('securityGroup', field, (rule) => [{ ...rule, IpProtocol: 'tpc' }]),
    changeIn('securityGroup', field, (rule, { c }) => [
      { ...rule, IpProtocol: 'icmp', FromPort: pick([-1, 0, 3, 8, 13], c), ToPort: pick([-1, 0, 4], c) },
    ]),
  ];
}

function isNode({ fields }: Raw): boolean {
  return String(fields.Description).startsWith('ELB ');
}

const groupsOfInterface: readonly Mutation[] = [
  // What stands for a balancer carries the balancer's groups.
  change('networkInterface', 'a', (one, { b }) =>
    isNode(one) ? {} : { Groups: [...listOf(one, 'Groups'), { GroupId: pick(GROUPS, b) }] },
  ),
  change('networkInterface', 'a', (one, { b }) => (isNode(one) ? {} : { Groups: [{ GroupId: pick(GROUPS, b) }] })),
  // A group of another VPC, and what is said of its association.
  (resources, choice) => {
    const one = pick(ofKind(resources, 'networkInterface'), choice.a);
    const group = pick(ofKind(resources, 'securityGroup'), choice.b);
    if (!one || !group || isNode(one)) return resources;
    const state = pick(['associated', 'associating', 'disassociated'], choice.c);
    const association: Raw = {
      ...one,
      kind: 'securityGroupVpcAssociation',
      fields: { GroupId: group.fields.GroupId, VpcId: one.fields.VpcId, State: state },
    };
    const moved = { ...one, fields: { ...one.fields, Groups: [{ GroupId: group.fields.GroupId }] } };
    return [...resources.map((each) => (each === one ? moved : each)), ...(choice.c % 4 === 3 ? [] : [association])];
  },
];

const entries: readonly Mutation[] = [
  changeIn('networkAcl', 'Entries', () => []),
  changeIn('networkAcl', 'Entries', (entry, { b, c }) => [
    entry,
    { ...entry, RuleNumber: 50 + (c % 100), RuleAction: 'deny', Protocol: '6', PortRange: range(b + c, c) },
  ]),
  changeIn('networkAcl', 'Entries', (entry) => [
    { ...entry, RuleAction: entry.RuleAction === 'allow' ? 'deny' : 'allow' },
  ]),
  changeIn('networkAcl', 'Entries', (entry, { c }) => [{ ...entry, RuleNumber: 1 + (c % 300) }]),
  changeIn('networkAcl', 'Entries', (entry, { c }) => [
    { ...entry, Protocol: pick(PROTOCOLS, c), PortRange: range(c, c + 3) },
  ]),
  // The way back: an ephemeral range that lets only some clients hear the answer.
  changeIn('networkAcl', 'Entries', (entry, { c }) => [
    {
      ...entry,
      Protocol: '6',
      PortRange: { From: pick([1024, 32768, 40001, 49152], c), To: pick([65535, 60999, 40000], c) },
    },
  ]),
  changeIn('networkAcl', 'Entries', (entry, { c }) => [
    { ...entry, ...(entry.Ipv6CidrBlock ? { Ipv6CidrBlock: pick(CIDRS6, c) } : { CidrBlock: pick(CIDRS, c) }) },
  ]),
  changeIn('networkAcl', 'Entries', (entry, { c }) => [
    {
      ...entry,
      Protocol: entry.Ipv6CidrBlock ? '58' : '1',
      IcmpTypeCode: { Type: pick([-1, 0, 8, 128, 129, 3], c), Code: pick([-1, 0, 4], c) },
    },
    { ...entry, RuleNumber: Number(entry.RuleNumber) + 1, Protocol: '6' },
  ]),
  changeIn('networkAcl', 'Associations', () => []),
];

/** Rules dropped, altered, pointed elsewhere. */
export const ruleMutations: readonly Mutation[] = [
  ...groupMutation('IpPermissions'),
  ...groupMutation('IpPermissionsEgress'),
  ...groupsOfInterface,
  ...entries,
];
