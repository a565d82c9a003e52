import type { Assembly, Draft, Entry } from '../describe/assembly.ts';
import { LISTS } from './transit-before.ts';
import { idsIn } from './transit-sides.ts';

const USES = {
  'AWS::EC2::TransitGatewayRouteTableAssociation': 'transitGatewayAssociations',
  'AWS::EC2::TransitGatewayRouteTablePropagation': 'transitGatewayPropagations',
} as const;

export function isTableUse(type: string | undefined): type is keyof typeof USES {
  return type !== undefined && Object.hasOwn(USES, type);
}

/**
 * Both uses that an attachment makes of a table of a transit gateway have the ids of the two as their own, joined: the
 * type tells which of them goes. What it teaches goes with it.
 */
export function takeTableUse(type: keyof typeof USES, id: string, live: Assembly, before: Assembly): boolean {
  const [tableId, attachmentId] = [/tgw-rtb-[0-9a-z]+/i, /tgw-attach-[0-9a-z]+/i].map((form) => form.exec(id)?.[0]);
  if (tableId === undefined || attachmentId === undefined) return false;
  const kind = USES[type];
  const [name] = LISTS[kind];
  const listed = live.entries.get(kind)?.find(({ key }) => key === tableId);
  const attachment = live.entries.get('transitGatewayAttachment')?.find(({ key }) => key === attachmentId);
  const own = idsIn(listed?.record[name]).includes(attachmentId);
  if (!own && !(kind === 'transitGatewayAssociations' && attachment && tableOf(attachment) === tableId)) return false;
  const use = { transitGatewayAttachmentId: attachmentId };
  const olds = before.entries.get(kind) ?? [];
  const at = olds.findIndex(({ key }) => key === tableId);
  const old = olds[at];
  const listing = (entry: Entry, uses: readonly unknown[]): Entry => {
    return { ...entry, record: { ...entry.record, [name]: [...uses, use] } as Draft };
  };
  if (old) olds[at] = listing(old, old.record[name] as readonly unknown[]);
  else olds.push({ ...listing((listed ?? attachment) as Entry, []), key: tableId });
  return true;
}

function tableOf({ record }: Entry): unknown {
  return (record.association as { readonly transitGatewayRouteTableId?: unknown } | undefined)
    ?.transitGatewayRouteTableId;
}
