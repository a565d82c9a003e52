import type { Change } from '../../model/change.ts';
import { contains, parsePrefix } from '../../net/address.ts';
import { interfaceIndex } from '../interface-index.ts';
import type { Kind } from '../record-types.ts';
import { targetField } from '../route-edits.ts';
import { attachmentOf } from '../transit-gateway-attachments.ts';
import { ARROW, type StatementForm, StatementProblem, type Subject } from './statement.ts';

type Words = Readonly<Record<string, string | undefined>>;

const PATTERN = new RegExp(
  `^(?<sign>[+-])? *(?<destination>[0-9a-f.:/]+|pl-\\S+)(?: *${ARROW} *(?<target>\\S+))?$`,
  'i',
);

const TARGETS: readonly Kind[] = [
  'internetGateway',
  'vpnGateway',
  'egressOnlyInternetGateway',
  'natGateway',
  'networkInterface',
  'transitGateway',
  'vpcPeeringConnection',
  'vpcEndpoint',
  'instance',
];

const ROUTE: StatementForm = {
  form: 'ROUTE-TABLE +CIDR → TARGET, or -CIDR',
  kinds: ['routeTable'],
  pattern: PATTERN,
  read(about, words) {
    const { net, id } = about;
    const routes = net.get('routeTable', id)?.routes ?? [];
    const own = routes.flatMap((route, position) =>
      isOf([route?.destinationCidrBlock, route?.destinationIpv6CidrBlock, route?.destinationPrefixListId], words)
        ? [position]
        : [],
    );
    if (isRemoval(words)) {
      if (own.some((position) => routes[position]?.gatewayId === 'local'))
        throw new StatementProblem('A local route cannot go (RT-08): +CIDR → TARGET leads it elsewhere.');
      return removals(id, own, words);
    }
    const target = targetNamed(about, words.target ?? '');
    const field = targetField(target);
    if (!field) throw new StatementProblem(`Routes of a table do not lead to ${target}.`);
    const destination = words.destination ?? '';
    const where = destination.startsWith('pl-')
      ? 'DestinationPrefixListId'
      : destination.includes(':')
        ? 'DestinationIpv6CidrBlock'
        : 'DestinationCidrBlock';
    return [put(id, own, { [where]: destination, [field]: target, Origin: 'CreateRoute', State: 'active' })];
  },
};

/** AWS takes an instance as a target while it has one interface, and routes to that (PAR-07). */
function targetNamed({ net, named }: Subject, word: string): string {
  const target = named(word, TARGETS);
  if (!net.get('instance', target)) return target;
  const interfaces = interfaceIndex(net).holdersOfInstance(target);
  const [only] = interfaces;
  if (only && interfaces.length === 1) return only.at;
  const list = interfaces.map(({ at }) => at).join(', ');
  throw new StatementProblem(`${target} has ${list ? `several interfaces, ${list}: name one` : 'no interface'}.`);
}

const TRANSIT_ROUTE: StatementForm = {
  form: 'TRANSIT-GATEWAY-ROUTE-TABLE +CIDR → ATTACHMENT or blackhole, or -CIDR',
  kinds: ['transitGatewayRouteTable'],
  pattern: PATTERN,
  read(about, words) {
    const { net, id } = about;
    const listing = net.get('transitGatewayRoutes', id);
    if (!listing) throw new StatementProblem(`The routes of ${id} are not in the input.`);
    const own = listing.routes.flatMap((route, position) =>
      isOf([route?.destinationCidrBlock, route?.prefixListId], words) ? [position] : [],
    );
    if (isRemoval(words)) return removals(id, own, words);
    const isBlackhole = words.target?.toLowerCase() === 'blackhole';
    const route = { DestinationCidrBlock: words.destination, Type: 'static' };
    if (isBlackhole) return [put(id, own, { ...route, State: 'blackhole' })];
    const via = about.named(words.target ?? '', ['transitGatewayAttachment']);
    const { resourceId, type } = attachmentOf(net, via) ?? {};
    const TransitGatewayAttachments = [{ TransitGatewayAttachmentId: via, ResourceId: resourceId, ResourceType: type }];
    return [put(id, own, { ...route, TransitGatewayAttachments, State: 'active' })];
  },
};

export const routeStatements: readonly StatementForm[] = [ROUTE, TRANSIT_ROUTE];

/** A table has one route to a destination. */
function put(component: Subject['id'], own: readonly number[], value: object): Change {
  const [position] = own;
  return position === undefined
    ? { op: 'add', component, at: '/Routes/-', value }
    : { op: 'replace', component, at: `/Routes/${position}`, value };
}

function isRemoval({ sign, target, destination }: Words): boolean {
  if (!destination?.startsWith('pl-') && !parsePrefix(destination ?? ''))
    throw new StatementProblem(`${destination} is no CIDR.`);
  if (sign === '-' && target === undefined) return true;
  if (sign === '-') throw new StatementProblem('A route that goes is named by its destination alone.');
  if (target === undefined) throw new StatementProblem('A route that comes leads somewhere: +CIDR → TARGET.');
  return false;
}

function removals(id: Subject['id'], own: readonly number[], { destination }: Words): readonly Change[] {
  if (own.length === 0) throw new StatementProblem(`${id} has no route to ${destination}.`);
  return own.map((position): Change => ({ op: 'remove', component: id, at: `/Routes/${position}` }));
}

function isOf(destinations: readonly (string | undefined)[], { destination = '' }: Words): boolean {
  const wanted = parsePrefix(destination);
  return destinations.some((one) => {
    const prefix = one === undefined || !wanted ? null : parsePrefix(one);
    return prefix && wanted ? contains(prefix, wanted) && contains(wanted, prefix) : one === destination;
  });
}
