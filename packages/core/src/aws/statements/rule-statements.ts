import type { Change } from '../../model/change.ts';
import { formatPrefix, parsePrefix } from '../../net/address.ts';
import type { ServicePool, ServiceSetId } from '../../net/service-set.ts';
import { aclRules } from '../acl-rules.ts';
import { rulesOf } from '../security-rules.ts';
import { icmpServices, isIcmp, isPorted, portServices, protocolNumber, wholeProtocol } from '../services.ts';
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
    const { protocol, bounds } = serviceOf(words);
    const direction = list === 'IpPermissions' ? 'ingress' : 'egress';
    const own = rulesOf(net, id)?.[direction] ?? [];
    const services = servicesOf(net.admissions.services, protocol, bounds);
    const meant = own.filter(
      (rule) => rule.admits === net.admissions.exactly(services) && peer.key === keyOf(rule.peer),
    );
    if (words.sign === '+') {
      if (meant.length > 0) throw new StatementProblem(`${id} has this ${direction} rule already.`);
      const IpProtocol = protocol < 0 ? '-1' : ({ 6: 'tcp', 17: 'udp', 1: 'icmp' }[protocol] ?? String(protocol));
      // For ICMP these are type and code (SG-06).
      const [FromPort, ToPort] = bounds ?? (isIcmp(protocol) ? [-1, -1] : []);
      const ports = FromPort === undefined ? {} : { FromPort, ToPort };
      return [{ op: 'add', component: id, at: `/${list}/-`, value: { IpProtocol, ...ports, ...peer.value } }];
    }
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
    const number = numberOf(words);
    const Egress = words.direction?.toLowerCase() === 'egress';
    const { protocol, bounds = isIcmp(protocol) ? [-1, -1] : [0, 65_535] } = serviceOf(words);
    const value = {
      RuleNumber: number,
      Egress,
      RuleAction: words.action?.toLowerCase(),
      Protocol: String(protocol),
      [prefix.family === 4 ? 'CidrBlock' : 'Ipv6CidrBlock']: cidrText(words.peer ?? ''),
      ...(isPorted(protocol) ? { PortRange: { From: bounds[0], To: bounds[1] } } : {}),
      ...(isIcmp(protocol) ? { IcmpTypeCode: { Type: bounds[0], Code: bounds[1] } } : {}),
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
    const wanted = numberOf(words);
    const own = acl ? aclRules(net, acl, direction).filter(({ number }) => number === wanted) : [];
    if (own.length === 0) throw new StatementProblem(`${id} has no ${direction} entry ${words.number}.`);
    return own.map(({ pointer }): Change => ({ op: 'remove', component: id, at: pointer }));
  },
};

export const ruleStatements: readonly StatementForm[] = [GROUP_RULE, ENTRY, NO_ENTRY];

/** The implicit denials have numbers of their own, and cannot be removed (ACL-03). */
function numberOf({ number: text }: Words): number {
  const number = Number(text);
  if (number < 1 || number > 32_766) throw new StatementProblem('Entries have numbers from 1 to 32766.');
  return number;
}

interface Service {
  readonly protocol: number;
  /** First and last port; of ICMP type and code, -1 for any. */
  readonly bounds?: readonly [number, number];
}

function serviceOf({ protocol: name, from, to, code }: Words): Service {
  const protocol = protocolNumber(name);
  if (protocol === undefined)
    throw new StatementProblem(`${name} is no protocol: use tcp, udp, icmp, icmpv6, all or a number.`);
  if (from === undefined) return { protocol };
  if (isIcmp(protocol)) return { protocol, bounds: typeAndCode(name, from, to, code) };
  const ports = [Number(from), Number(to ?? from)] as const;
  if (!isPorted(protocol)) throw new StatementProblem(`${name} has no ports.`);
  if (code !== undefined || ports[1] > 65_535 || ports[0] > ports[1]) {
    const said = code === undefined ? (to === undefined ? from : `${from}-${to}`) : `${from}/${code}`;
    throw new StatementProblem(`${said} is no port, and no range of ports.`);
  }
  return { protocol, bounds: ports };
}

function typeAndCode(name = '', from = '', to?: string, code?: string): readonly [number, number] {
  const bounds = [Number(from), Number(code ?? -1)] as const;
  if (to !== undefined || bounds[0] > 255 || bounds[1] > 255)
    throw new StatementProblem(`${name} has types and codes up to 255: ${name}/8, ${name}/3/4.`);
  return bounds;
}

function servicesOf(pool: ServicePool, protocol: number, bounds: Service['bounds']): ServiceSetId {
  if (isPorted(protocol)) return portServices(pool, protocol, ...(bounds ?? [0, 65_535]));
  return isIcmp(protocol) ? icmpServices(pool, protocol, ...(bounds ?? [-1, -1])) : wholeProtocol(pool, protocol);
}

function peerOf({ net, named }: Subject, text: string): { readonly value: object; readonly key: string } {
  const prefix = parsePrefix(text);
  if (prefix) {
    const cidr = cidrText(text);
    const value = prefix.family === 4 ? { IpRanges: [{ CidrIp: cidr }] } : { Ipv6Ranges: [{ CidrIpv6: cidr }] };
    return { value, key: formatPrefix(prefix) };
  }
  if (/^[\d.:/]+$/.test(text)) throw new StatementProblem(`${text} is no CIDR.`);
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
