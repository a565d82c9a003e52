import { list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { ComponentId, Step } from '../model/route.ts';
import { type Family, type Prefix, parsePrefix } from '../net/address.ts';
import { type AddressMap, constantMap, paintMap } from '../net/address-map.ts';
import { ADMITS_ALL, ADMITS_NOTHING } from '../net/admission.ts';
import { emittersOf } from './emitters.ts';
import { all, alongPieces, linksAlong, stopped } from './forwarding.ts';
import { derivedBy, type Lookup } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import { peeringOpenings } from './peering-edits.ts';
import type { RecordOfKind } from './record-types.ts';
import type { Behaviour, Handover, RecordType } from './resource-type.ts';
import { gatewayFilter } from './source-filters.ts';
import { works } from './states.ts';
import { rangesOf } from './vpc.ts';

const side = shape({
  VpcId: text,
  OwnerId: text,
  Region: text,
  CidrBlock: text,
  CidrBlockSet: list(shape({ CidrBlock: text })),
  Ipv6CidrBlockSet: list(shape({ Ipv6CidrBlock: text })),
});

const fields = {
  VpcPeeringConnectionId: text,
  Status: shape({ Code: text, Message: text }),
  RequesterVpcInfo: side,
  AccepterVpcInfo: side,
  Tags: tags,
};
export type VpcPeeringConnection = RecordOf<typeof fields>;

export const vpcPeeringConnection = {
  kind: 'vpcPeeringConnection',
  title: 'VPC peering connection',
  arnType: 'vpc-peering-connection',
  scopeTypes: ['AWS::EC2::VPCPeeringConnection'],
  isPassage: true,
  aspects: {
    modelled: ['both families, within and between Regions and accounts, groups across it', 'no transit'],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeVpcPeeringConnections',
      key: 'VpcPeeringConnections',
      holds: 'elements',
      alone: ['VpcPeeringConnectionId', 'AccepterVpcInfo', 'RequesterVpcInfo', 'Status'],
      pageSize: 1000,
    },
  ],
  without: 'Whether a peering connection is active, and which VPC is at its other side, is unknown.',
  mayBeMeant: () => constantMap(1),
  unreadSteps: nearSourceStep,
  idPrefix: 'pcx-',
  joinsVpcs: true,
  prefixes: (record) => [...rangeTexts(record.requesterVpcInfo), ...rangeTexts(record.accepterVpcInfo)],
  connect(record, net, graph) {
    const id = record.vpcPeeringConnectionId;
    // Ends of dead connections stay listed for a while (PAR-19).
    if (!id) return;
    graph.node(id, 'vpcPeeringConnection', record.tags.Name);
    for (const side of [record.requesterVpcInfo, record.accepterVpcInfo]) {
      if (!side?.vpcId) continue;
      graph.node(side.vpcId, 'vpc');
      graph.link(id, side.vpcId);
      for (const emitter of emittersOf(net, side.vpcId)) graph.link(emitter, id, 'route');
    }
  },
  openings: (apart, net) => peeringOpenings(net, apart),
  record: shape(fields),
  key: (record) => record.vpcPeeringConnectionId,
} as const satisfies RecordType<'vpcPeeringConnection', VpcPeeringConnection>;

type Side = NonNullable<VpcPeeringConnection['requesterVpcInfo']>;

/** Carries packets to addresses of the VPC at its other end, where nothing routes them further (PCX-01…08). */
export const vpcPeeringConnectionBehaviour: Behaviour = {
  keepsReferences: true,
  joinsNetworks: true,
  take(id, from, to, net) {
    const record = net.get('vpcPeeringConnection', id) as RecordOfKind<'vpcPeeringConnection'>;
    const links = linksAlong(net, ...from.chain, id);
    const blocks = (text: string) => ({ component: id, effect: 'blocks' as const, text });
    if (!works(record.status?.code, 'active')) {
      return all(to, stopped(from, links, dropped(id, 'BAD_STATE', blocks(`its state is ${record.status?.code}`))));
    }
    const [near, far] = sidesFrom(record, from.vpcId);
    if (!near) {
      return all(
        to,
        stopped(from, links, dropped(id, 'BAD_STATE', blocks('it does not join the VPC of the route table'))),
      );
    }
    if (!far?.vpcId || (!net.get('vpc', far.vpcId) && statedRanges(far).length === 0)) {
      const place = { account: far?.ownerId, region: far?.region };
      const steps = [...from.steps, ...nearSourceStep(id, from, to.family, net)];
      return all(to, stopped({ ...from, steps }, links, notCollected(net, id, 'vpc', far?.vpcId, place)));
    }
    return alongPieces(peerRanges(net, far, to.family), to, (inside, piece) => {
      if (inside === 1) return all(piece, across(net, id, from, near, far, piece.family));
      const stop = dropped(
        id,
        'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
        blocks(`the destination is no address of ${far.vpcId}`),
      );
      return all(piece, stopped(from, links, stop));
    });
  },
};

function across(net: Lookup, id: ComponentId, from: Handover, near: Side | undefined, far: Side, family: Family) {
  const vpcId = far.vpcId as string;
  const sameRegion = near?.region === undefined || far.region === undefined || near.region === far.region;
  // Group references end at a Region's border (ID-03, ID-04).
  const steps: readonly Step[] = [
    ...from.steps,
    ...nearSourceStep(id, from, family, net),
    ...(sameRegion ? [] : [{ kind: 'identity', becomes: 'none', by: id } as const]),
  ];
  const links = linksAlong(net, ...from.chain, id, vpcId);
  if (!net.get('vpc', vpcId)) {
    const stop = notCollected(net, vpcId, 'vpc', vpcId, { account: far.ownerId, region: far.region });
    return { ...stopped(from, links, stop), steps };
  }
  const via = from.returnsToSender ? { via: id } : {};
  return { links, steps, next: { at: vpcId, family, ...via }, why: from.why };
}

const nearSources = derivedBy((net, key): AddressMap => {
  const [vpcId = '', of] = key.split(' ');
  const family = Number(of) as Family;
  const near = net.get('vpc', vpcId);
  const layers = (near ? rangesOf(near, family) : []).flatMap((prefix) => net.labels[family].rangeOf(prefix) ?? []);
  return paintMap(ADMITS_NOTHING, layers, () => ADMITS_ALL);
});

/** Nor does it carry packets whose source is no address of the VPC they come from (PCX-05), but for a client's (NLB-03). */
function nearSourceStep(id: ComponentId, from: Handover, family: Family, net: Lookup): readonly Step[] {
  const { vpcId } = from;
  if (from.sendsForClient) return [];
  const near = net.get('vpc', vpcId);
  if (!near || rangesOf(near).length === 0) return [];
  return nearSourceSteps(net, `${id} ${vpcId} ${family}`);
}

/** One for all subnets of a VPC: each of them leads there. */
const nearSourceSteps = derivedBy((net, key): readonly Step[] => {
  const [id = '', vpcId = '', family] = key.split(' ');
  const admits = nearSources(net, `${vpcId} ${family}`);
  const text = `the source is no address of ${vpcId}`;
  return [gatewayFilter(id, 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR', admits, 'source', text)];
});

function sidesFrom(record: VpcPeeringConnection, vpcId: string): readonly [Side | undefined, Side | undefined] {
  const { requesterVpcInfo: requester, accepterVpcInfo: accepter } = record;
  if (requester?.vpcId === vpcId) return [requester, accepter];
  return accepter?.vpcId === vpcId ? [accepter, requester] : [undefined, undefined];
}

/** 1 where an address is of the VPC at that side: by the VPC itself where it was read, else as the connection says. */
function peerRanges(net: Lookup, side: Side, family: Family) {
  if (side.vpcId && net.get('vpc', side.vpcId)) return ownRanges(net, `${side.vpcId} ${family}`);
  return insideOf(net, statedRanges(side), family);
}

const ownRanges = derivedBy((net, key): AddressMap => {
  const [vpcId, of] = key.split(' ');
  const family = Number(of) as Family;
  return insideOf(net, rangesOf(net.get('vpc', vpcId) as RecordOfKind<'vpc'>, family), family);
});

function insideOf(net: Lookup, prefixes: readonly Prefix[], family: Family): AddressMap {
  const layers = prefixes.flatMap((prefix) =>
    prefix.family === family ? (net.labels[family].rangeOf(prefix) ?? []) : [],
  );
  return layers.length === 0 ? constantMap(0) : paintMap(0, layers, () => 1);
}

/** The ranges of a side as the connection tells them. */
export function statedRanges(side: Side): readonly Prefix[] {
  return rangeTexts(side).flatMap((text) => (text ? (parsePrefix(text) ?? []) : []));
}

function rangeTexts(side: Side | undefined): readonly (string | undefined)[] {
  if (!side) return [];
  return [
    side.cidrBlock,
    ...side.cidrBlockSet.map((block) => block?.cidrBlock),
    ...side.ipv6CidrBlockSet.map((block) => block?.ipv6CidrBlock),
  ];
}
