import type { Change } from '../../model/change.ts';
import { formatPrefix, parsePrefix } from '../../net/address.ts';
import { aclRules } from '../acl-rules.ts';
import { rulesOf } from '../security-rules.ts';
import { isPorted, portServices, protocolNumber, wholeProtocol } from '../services.ts';
import { SERVICE, type StatementForm, StatementProblem, type Subject } from './statement.ts';

type Words = Readonly<Record<string, string | undefined>>;

const GROUP_RULE: StatementForm = {
  form: 'SECURITY-GROUP ingress|egress +|-SERVICE from|to CIDR, group or prefix list',
  kinds: ['securityGroup'],
  pattern: new RegExp(`^(?<direction>ingress|egress) *(?<sign>[+-]) *${SERVICE} +(?:from|to) +(?<peer>\\S+)$`, 'i'),
  read(about, words) {
    const { net, id } = about;
    const list = words.direction?.toLowerCase() === 'ingress' ? 'IpPermissions' : 'IpPermissionsEgress';
    const peer = peerOf(about, words.peer ?? '');
    if (words.sign === '+') {
      const { protocol, ports } = serviceOf(words);
      const [FromPort, ToPort] = ports ?? [];
      const IpProtocol = protocol < 0 ? '-1' : ({ 6: 'tcp', 17: 'udp', 1: 'icmp' }[protocol] ?? String(protocol));
      const bounds = ports
        ? { FromPort, ToPort }
        : protocol === 1 || protocol === 58
          ? { FromPort: -1, ToPort: -1 }
          : {};
      return [{ op: 'add', component: id, at: `/${list}/-`, value: { IpProtocol, ...bounds, ...peer.value } }];
    }
    const { protocol, ports } = serviceOf(words);
    const pool = net.admissions.services;
    const services = isPorted(protocol)
      ? portServices(pool, protocol, ...(ports ?? [0, 65_535]))
      : wholeProtocol(pool, protocol);
    const direction = list === 'IpPermissions' ? 'ingress' : 'egress';
    const own = rulesOf(net, id)?.[direction] ?? [];
    const meant = own.filter(
      (rule) => rule.admits === net.admissions.exactly(services) && peer.key === keyOf(rule.peer),
    );
    if (meant.length === 0) throw new StatementProblem(`${id} has no such ${direction} rule.`);
    return meant.map(({ place }): Change => ({ op: 'remove', component: place.component, at: place.at }));
  },
};

const ENTRY: StatementForm = {
  form: 'NETWORK-ACL ingress|egress +NUMBER allow|deny SERVICE from|to CIDR',
  kinds: ['networkAcl'],
  pattern: new RegExp(
    `^(?<direction>ingress|egress) *\\+? *(?<number>\\d{1,5}) +(?<action>allow|deny) +${SERVICE} +(?:from|to) +(?<peer>\\S+)$`,
    'i',
  ),
  read({ net, id }, words) {
    const prefix = parsePrefix(words.peer ?? '');
    if (!prefix) throw new StatementProblem(`${words.peer} is no CIDR.`);
    const number = Number(words.number);
    if (number < 1 || number > 32_766) throw new StatementProblem('Entries have numbers from 1 to 32766.');
    const Egress = words.direction?.toLowerCase() === 'egress';
    const { protocol, ports } = serviceOf(words);
    const value = {
      RuleNumber: number,
      Egress,
      RuleAction: words.action?.toLowerCase(),
      Protocol: String(protocol),
      [prefix.family === 4 ? 'CidrBlock' : 'Ipv6CidrBlock']: cidrText(words.peer ?? ''),
      ...(isPorted(protocol) ? { PortRange: { From: ports?.[0] ?? 0, To: ports?.[1] ?? 65_535 } } : {}),
    };
    const acl = net.get('networkAcl', id);
    const known = acl
      ? aclRules(net, acl, Egress ? 'egress' : 'ingress').find((one) => one.number === number)
      : undefined;
    return [
      known
        ? { op: 'replace', component: id, at: known.pointer, value }
        : { op: 'add', component: id, at: '/Entries/-', value },
    ];
  },
};

const NO_ENTRY: StatementForm = {
  form: 'NETWORK-ACL ingress|egress -NUMBER',
  kinds: ['networkAcl'],
  pattern: /^(?<direction>ingress|egress) *- *(?<number>\d{1,5})$/i,
  read({ net, id }, words) {
    const acl = net.get('networkAcl', id);
    const direction = words.direction?.toLowerCase() === 'egress' ? 'egress' : 'ingress';
    const own = acl ? aclRules(net, acl, direction).filter(({ number }) => number === Number(words.number)) : [];
    if (own.length === 0) throw new StatementProblem(`${id} has no ${direction} entry ${words.number}.`);
    return own.map(({ pointer }): Change => ({ op: 'remove', component: id, at: pointer }));
  },
};

export const ruleStatements: readonly StatementForm[] = [GROUP_RULE, ENTRY, NO_ENTRY];

function serviceOf({ protocol: name, from, to }: Words): { protocol: number; ports?: readonly [number, number] } {
  const protocol = protocolNumber(name);
  if (protocol === undefined)
    throw new StatementProblem(`${name} is no protocol: use tcp, udp, icmp, icmpv6, all or a number.`);
  if (from === undefined) return { protocol };
  const ports = [Number(from), Number(to ?? from)] as const;
  if (!isPorted(protocol)) throw new StatementProblem(`${name} has no ports.`);
  if (ports[1] > 65_535 || ports[0] > ports[1])
    throw new StatementProblem(`${from}-${to ?? from} is no range of ports.`);
  return { protocol, ports };
}

function peerOf({ net, named }: Subject, text: string): { readonly value: object; readonly key: string } {
  const prefix = parsePrefix(text);
  if (prefix) {
    const cidr = cidrText(text);
    const value = prefix.family === 4 ? { IpRanges: [{ CidrIp: cidr }] } : { Ipv6Ranges: [{ CidrIpv6: cidr }] };
    return { value, key: formatPrefix(prefix) };
  }
  const id = named(text, ['securityGroup', 'prefixList']);
  return net.get('prefixList', id)
    ? { value: { PrefixListIds: [{ PrefixListId: id }] }, key: id }
    : { value: { UserIdGroupPairs: [{ GroupId: id }] }, key: id };
}

function keyOf(peer: {
  readonly kind: string;
  readonly id?: string;
  readonly prefix?: Parameters<typeof formatPrefix>[0];
}): string {
  return peer.prefix ? formatPrefix(peer.prefix) : (peer.id ?? '');
}

/** One address is a CIDR, too. */
function cidrText(text: string): string {
  return text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`;
}
