import type { RecordOfKind } from '@hopwise/core';
import { coverageOf, type Lookups, present, sameWord, works } from './lookups.ts';

/** An attachment as one transit gateway sees it, whichever calls told of it. A peering has one on either side. */
export interface Attachment {
  readonly id: string;
  readonly gatewayId: string;
  readonly type: string;
  readonly resourceId: string | undefined;
  readonly state: string | undefined;
  readonly creationTime: string | undefined;
  readonly generic: RecordOfKind<'transitGatewayAttachment'> | undefined;
  readonly vpc: RecordOfKind<'transitGatewayVpcAttachment'> | undefined;
  readonly peering: RecordOfKind<'transitGatewayPeeringAttachment'> | undefined;
}

/** Table 0.6; 0 means nothing was told. */
export function isWorking(state: string | undefined): boolean {
  return works(state, 'available', 'modifying', 'rollingBack', 'rolling-back');
}

export function attachmentAt(look: Lookups, gatewayId: string | undefined, id: string | undefined) {
  return attachmentsOf(look).find((one) => one.gatewayId === gatewayId && one.id === id);
}

/** PAR-19: dead attachments stay listed; one that works stands for the VPC. */
export function attachmentOfVpc(look: Lookups, gatewayId: string, vpcId: string | undefined): Attachment | undefined {
  return attachmentOf(look, gatewayId, 'vpc', vpcId);
}

export function attachmentOf(
  look: Lookups,
  gatewayId: string,
  type: string,
  resourceId: string | undefined,
): Attachment | undefined {
  const all = attachmentsOf(look).filter(
    (one) => one.gatewayId === gatewayId && one.type === type && one.resourceId === resourceId,
  );
  return all.find(({ state }) => isWorking(state)) ?? all[0];
}

const memory = new WeakMap<Lookups, readonly Attachment[]>();

export function attachmentsOf(look: Lookups): readonly Attachment[] {
  const found = memory.get(look) ?? [...build(look).values()];
  memory.set(look, found);
  return found;
}

function build(look: Lookups): ReadonlyMap<string, Attachment> {
  const { records } = look.snapshot;
  const all = new Map<string, Attachment>();
  const add = (id: string | undefined, gatewayId: string | undefined, more: Partial<Attachment>) => {
    if (id === undefined || gatewayId === undefined) return;
    const nothing = { type: 'unknown', resourceId: undefined, state: undefined, creationTime: undefined };
    const before = all.get(`${gatewayId}|${id}`) ?? { generic: undefined, vpc: undefined, peering: undefined };
    const told = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
    all.set(`${gatewayId}|${id}`, { ...nothing, ...before, id, gatewayId, ...told });
  };
  for (const one of records.transitGatewayAttachment) {
    const { resourceType = 'unknown', resourceId, state, creationTime } = one;
    // Of two copies that of the transit gateway's owner tells the association (TGW-23).
    const other = all.get(`${one.transitGatewayId}|${one.transitGatewayAttachmentId}`)?.generic;
    const generic = other?.association ? other : one;
    const type = typeOf(resourceType);
    add(one.transitGatewayAttachmentId, one.transitGatewayId, { type, resourceId, state, creationTime, generic });
  }
  for (const one of records.transitGatewayVpcAttachment) {
    const { vpcId, state, creationTime } = one;
    const more = { type: 'vpc', resourceId: vpcId, state, creationTime, vpc: one };
    add(one.transitGatewayAttachmentId, one.transitGatewayId, more);
  }
  for (const one of records.transitGatewayPeeringAttachment) {
    const { requesterTgwInfo: a, accepterTgwInfo: b, transitGatewayAttachmentId: id, state } = one;
    const more = { type: 'peering', state: state ?? one.status?.code, peering: one };
    add(id, a?.transitGatewayId, { ...more, resourceId: b?.transitGatewayId });
    const far = one.accepterTransitGatewayAttachmentId ?? id;
    add(far, b?.transitGatewayId, { ...more, resourceId: a?.transitGatewayId });
  }
  return all;
}

function typeOf(resourceType: string): string {
  const word = resourceType.toLowerCase();
  return sameWord(word, 'tgw-peering') ? 'peering' : word;
}

/** The table that routes what comes in by an attachment (TGW-01), `none`, or undefined where nobody tells. */
export function tableOfAttachment(
  look: Lookups,
  one: Attachment,
): { readonly id: string } | 'none' | 'policy' | undefined {
  const { records } = look.snapshot;
  const listed = records.transitGatewayAssociations.find((answer) =>
    present(answer.associations).some(
      (each) =>
        each.transitGatewayAttachmentId === one.id && works(each.state, 'associated') && isOf(look, answer, one),
    ),
  )?.transitGatewayRouteTableId;
  const own = one.generic?.association;
  if (own && works(own.state, 'associated')) {
    if (own.transitGatewayRouteTableId) return { id: own.transitGatewayRouteTableId };
    if (own.transitGatewayPolicyTableId) return 'policy';
  }
  if (listed !== undefined) return { id: listed };
  if (one.generic === undefined) return undefined;
  // TGW-23: only the owner of the transit gateway is told of associations.
  const { account, region, transitGatewayOwnerId: owner } = one.generic;
  const isTold = account === undefined || owner === undefined || account === owner;
  const answers = coverageOf(look.snapshot, 'transitGatewayAssociations', { account: owner, region });
  return isTold || answers === 'complete' ? 'none' : undefined;
}

/** Both sides of a peering may have one id, so the table must be of this transit gateway. */
function isOf(look: Lookups, answer: RecordOfKind<'transitGatewayAssociations'>, one: Attachment): boolean {
  const id = answer.transitGatewayRouteTableId;
  const table = look.snapshot.records.transitGatewayRouteTable.find((each) => each.transitGatewayRouteTableId === id);
  return table?.transitGatewayId === undefined || table.transitGatewayId === one.gatewayId;
}
