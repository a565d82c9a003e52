import fc from 'fast-check';
import { type Raw, raw } from '../oracle/build.ts';
import { type Fields, list } from './written-piece.ts';

/** What changes of the balancer of a VPC, and of an endpoint to another's, while they stay what they are. */
export interface Balancing {
  /** Of two zones that it has nodes in, both, or one alone. */
  readonly zones: 'both' | 'first' | 'second';
  readonly guards: readonly string[];
  readonly port: number;
  /** Whom its listener forwards to: its targets, those of another group, or both. */
  readonly forwards: 'own' | 'spare' | 'both';
  /** Where the listener of an Application Load Balancer sends some of its clients. */
  readonly sorted: { readonly sources: readonly string[]; readonly to: 'own' | 'spare' } | undefined;
  readonly crossZone: 'true' | 'false' | 'use_load_balancer_configuration';
  readonly targetPort: number | undefined;
  readonly endpointZones: 'both' | 'first';
  readonly endpointGuards: readonly string[];
}

const guards = fc.constantFrom(['lb'], ['lb'], ['web'], ['app'], ['listed'], ['lb', 'web']);

export const balancings: fc.Arbitrary<readonly Balancing[]> = fc.array(
  fc.record({
    zones: fc.constantFrom('both', 'both', 'first', 'second'),
    guards,
    port: fc.constantFrom(443, 443, 443, 8443),
    forwards: fc.constantFrom('own', 'own', 'spare', 'both'),
    sorted: fc.option(
      fc.record({
        sources: fc.constantFrom(['10.1.0.0/16'], ['10.2.0.0/16', '10.3.0.0/16'], ['0.0.0.0/0']),
        to: fc.constantFrom('own', 'spare'),
      }),
      { nil: undefined, freq: 2 },
    ),
    crossZone: fc.constantFrom('true', 'false', 'use_load_balancer_configuration'),
    targetPort: fc.constantFrom(undefined, undefined, 443, 8080),
    endpointZones: fc.constantFrom('both', 'both', 'first'),
    endpointGuards: fc.constantFrom(['web'], ['app'], ['open'], ['listed', 'app']),
  }),
  { minLength: 3, maxLength: 3 },
);

/** The network with its balancers so; whatever cannot change is in their names, for another one is there instead. */
export function balanced(all: readonly Raw[], balancing: readonly Balancing[]): readonly Raw[] {
  const told = all.map((one) => (one.kind === 'targetHealth' ? withPort(one, groupOf(one.fields, all)?.Port) : one));
  return renamed(balancing.reduce((some: readonly Raw[], one, i) => ofVpc(some, i + 1, one), told));
}

function ofVpc(all: readonly Raw[], k: number, balancing: Balancing): readonly Raw[] {
  const own = all.some((one) => isBalancer(one) && nameOf(one) === `lb${k}`);
  return withEndpoint(own ? withBalancer(all, k, balancing) : all, k, balancing);
}

function isBalancer({ kind }: Raw): boolean {
  return kind === 'loadBalancer' || kind === 'classicLoadBalancer';
}

function nameOf({ fields }: Raw): string {
  return String(fields.LoadBalancerName ?? String(fields.LoadBalancerArn).split('/')[2]);
}

function edited(one: Raw, fields: Fields): Raw {
  return { ...one, fields: { ...one.fields, ...fields } };
}

function groupsOf(k: number, words: readonly string[]): readonly string[] {
  return words.map((word) => `sg-${k}${word}`);
}

const named = (ids: readonly string[]) => ids.map((GroupId) => ({ GroupId }));

function withBalancer(all: readonly Raw[], k: number, balancing: Balancing): readonly Raw[] {
  const name = `lb${k}`;
  const nodes = [0, 1].filter((i) => all.some(({ fields }) => fields.NetworkInterfaceId === `eni-${name}${i}`));
  const gone = nodes.length > 1 ? { both: undefined, first: 1, second: 0 }[balancing.zones] : undefined;
  const [lost, subnetId] = [`eni-${name}${gone}`, `subnet-${k}${gone}`];
  const guards = groupsOf(k, balancing.guards);
  return all.flatMap((one): readonly Raw[] => {
    const { kind, fields } = one;
    if (fields.NetworkInterfaceId === lost) return [];
    if (kind === 'networkInterface' && nodes.some((i) => fields.NetworkInterfaceId === `eni-${name}${i}`))
      return list(fields.Groups).length > 0 ? [edited(one, { Groups: named(guards) })] : [one];
    if (isBalancer(one) && nameOf(one) === name) {
      const isGuarded = (fields.SecurityGroups as readonly string[]).length > 0;
      const zones = list(fields.AvailabilityZones).filter(({ SubnetId }) => SubnetId !== subnetId);
      const subnets = ((fields.Subnets ?? []) as readonly string[]).filter((id) => id !== subnetId);
      return [
        edited(one, {
          ...(kind === 'loadBalancer' ? { AvailabilityZones: zones } : { Subnets: subnets }),
          SecurityGroups: isGuarded ? guards : [],
        }),
      ];
    }
    return withTargets(one, name, balancing, all);
  });
}

const spareOf = (arn: unknown) => String(arn).replace(/(:targetgroup\/\w+)/, '$1s');

/** Its listeners, and a group of targets beside the one that its first listener forwards to, of half of the same. */
function withTargets(one: Raw, name: string, balancing: Balancing, all: readonly Raw[]): readonly Raw[] {
  const { kind, fields } = one;
  const isOwn = String(fields.TargetGroupArn).includes(`:targetgroup/${name}/`);
  if (kind === 'listener' && String(fields.LoadBalancerArn).includes(`/${name}/`) && fields.Port === 443) {
    const { TargetGroupArn } = list(fields.DefaultActions)[0] ?? {};
    const groups = {
      own: [TargetGroupArn],
      spare: [spareOf(TargetGroupArn)],
      both: [TargetGroupArn, spareOf(TargetGroupArn)],
    };
    const [first, ...more] = groups[balancing.forwards];
    const TargetGroups = [first, ...more].map((arn) => ({ TargetGroupArn: arn, Weight: 1 }));
    const action =
      more.length > 0
        ? { Type: 'forward', ForwardConfig: { TargetGroups } }
        : { Type: 'forward', TargetGroupArn: first };
    const own = edited(one, { Port: balancing.port, DefaultActions: [action] });
    return [own, ...rulesOf(own, groups[balancing.sorted?.to ?? 'own'][0], balancing)];
  }
  if (!isOwn) return [one];
  const spare = { TargetGroupArn: spareOf(fields.TargetGroupArn) };
  if (kind === 'targetGroupAttributes') {
    const own = groupOf(fields, all);
    // Answers tell what nobody has set, too: addresses are kept but for targets by address (NLB-02).
    const isKept = !(own?.TargetType === 'ip' && own.Protocol !== 'UDP');
    const isSet = list(fields.Attributes).length > 0;
    const byDefault =
      /^HTTP/.test(String(own?.Protocol)) || isSet
        ? []
        : [{ Key: 'preserve_client_ip.enabled', Value: String(isKept) }];
    const stated = { Key: 'load_balancing.cross_zone.enabled', Value: balancing.crossZone };
    const Attributes = [...list(fields.Attributes), ...byDefault, stated];
    return [edited(one, { Attributes }), edited(one, spare)];
  }
  if (kind === 'targetHealth') {
    const half = list(fields.TargetHealthDescriptions).filter((_, i) => i % 2 === 0);
    return [withPort(one, balancing.targetPort), edited(one, { ...spare, TargetHealthDescriptions: half })];
  }
  return [one, edited(one, spare)];
}

/** Answers list the default action as a rule, too. */
function rulesOf({ fields, account, region }: Raw, group: unknown, { sorted }: Balancing): readonly Raw[] {
  if (!String(fields.ListenerArn).includes(':listener/app/')) return [];
  const place = { account: account as string, region: region as string };
  const RuleArn = String(fields.ListenerArn).replace(':listener/', ':listener-rule/');
  const about = { ListenerArn: fields.ListenerArn };
  const rest = { RuleArn: `${RuleArn}/0`, ...about, Priority: 'default', IsDefault: true, Conditions: [] };
  const Conditions = [{ Field: 'source-ip', SourceIpConfig: { Values: sorted?.sources } }];
  const Actions = [{ Type: 'forward', TargetGroupArn: group }];
  const first = { RuleArn: `${RuleArn}/1`, ...about, Priority: '1', IsDefault: false, Conditions, Actions };
  return [
    raw('listenerRule', { ...rest, Actions: fields.DefaultActions }, place),
    ...(sorted ? [raw('listenerRule', first, place)] : []),
  ];
}

/** Answers always tell the port. */
function withPort(one: Raw, port: unknown): Raw {
  const TargetHealthDescriptions = list(one.fields.TargetHealthDescriptions).map(({ Target, ...more }) => {
    const target = Target as Fields;
    return { Target: { ...target, Port: port ?? target.Port }, ...more };
  });
  return edited(one, { TargetHealthDescriptions });
}

function groupOf({ TargetGroupArn }: Fields, all: readonly Raw[]): Fields | undefined {
  return all.find(({ kind, fields }) => kind === 'targetGroup' && fields.TargetGroupArn === TargetGroupArn)?.fields;
}

/** As answers have them: with groups, subnets and a description of their interfaces. */
function withEndpoint(all: readonly Raw[], k: number, balancing: Balancing): readonly Raw[] {
  const endpoint = all.find(
    ({ fields }) => fields.VpcEndpointId === `vpce-${k}pl` && fields.NetworkInterfaceIds,
  )?.fields;
  if (!endpoint) return all;
  const every = endpoint.NetworkInterfaceIds as readonly string[];
  const ids = balancing.endpointZones === 'first' ? every.slice(0, 1) : every;
  const Groups = named(groupsOf(k, balancing.endpointGuards));
  const subnets = ids.map((id) => all.find(({ fields }) => fields.NetworkInterfaceId === id)?.fields.SubnetId);
  return all.flatMap((one): readonly Raw[] => {
    const { kind, fields } = one;
    if (kind === 'vpcEndpoint' && fields.VpcEndpointId === endpoint.VpcEndpointId)
      return [edited(one, { NetworkInterfaceIds: ids, SubnetIds: subnets, Groups })];
    if (kind !== 'networkInterface' || !every.includes(String(fields.NetworkInterfaceId))) return [one];
    const Description = `VPC Endpoint Interface ${String(endpoint.VpcEndpointId)}`;
    return ids.includes(String(fields.NetworkInterfaceId))
      ? [edited(one, { Groups, Description, RequesterManaged: true })]
      : [];
  });
}

/** Names in which stands what can change of nothing that has the name. */
function renamed(all: readonly Raw[]): readonly Raw[] {
  const names = new Map<string, string>();
  for (const one of all) {
    const { kind, fields } = one;
    if (isBalancer(one) && /^lb\d$/.test(nameOf(one))) {
      const name = nameOf(one);
      const nodes = all.filter(({ fields: { NetworkInterfaceId: id } }) => String(id).startsWith(`eni-${name}`));
      const isPublic = nodes.some((node) =>
        list(node.fields.PrivateIpAddresses).some(({ Association }) => Association),
      );
      const isGuarded = (fields.SecurityGroups as readonly string[]).length > 0;
      const suffix = `${fields.Type ? String(fields.Type).slice(0, 1) : 'c'}${isPublic ? 'p' : ''}${isGuarded ? 'g' : ''}`;
      if (kind === 'classicLoadBalancer') {
        names.set(`"${name}"`, `"${name}${suffix}"`).set(`"ELB ${name}"`, `"ELB ${name}${suffix}"`);
      } else {
        const [, word] = String(fields.LoadBalancerArn).split(':loadbalancer/');
        names.set(String(word), `${word}${suffix}`);
      }
      for (const { fields: node } of nodes) {
        const id = String(node.NetworkInterfaceId);
        names.set(`"${id}"`, `"${id}${suffix}"`);
      }
    }
    if (kind === 'targetGroup') {
      const { TargetGroupArn, TargetType, Protocol, Port } = fields;
      const arn = String(TargetGroupArn);
      names.set(`"${arn}"`, `"${arn}${String(TargetType)}${String(Protocol)}${String(Port)}"`);
    }
    if (kind === 'vpcEndpoint' && /^vpce-\dpl$/.test(String(fields.VpcEndpointId))) {
      const [id, service] = [String(fields.VpcEndpointId), String(fields.ServiceName).replace(/^.*-/, '')];
      names.set(`"${id}"`, `"${id}${service}"`).set(`Interface ${id}"`, `Interface ${id}${service}"`);
      for (const one of fields.NetworkInterfaceIds as readonly string[]) names.set(`"${one}"`, `"${one}-${service}"`);
    }
  }
  let text = JSON.stringify(all);
  // Longer names first: those of groups have those of balancers in them.
  for (const [old, now] of [...names].sort(([one], [other]) => other.length - one.length)) {
    text = text.replaceAll(old, now);
  }
  return JSON.parse(text) as Raw[];
}
