import { emittersOf } from './emitters.ts';
import type { Lookup } from './lookup.ts';
import type { LinkSink } from './resource-type.ts';
import { type Attachment, attachmentsTo, otherSide } from './transit-gateway-attachments.ts';

/** Every way into and out of a transit gateway: attachments to its tables, and its tables to attachments. */
export function connectTransitGateway(net: Lookup, graph: LinkSink, transitGatewayId: string): void {
  const attachments = attachmentsTo(net, transitGatewayId);
  const tables = new Set(
    net
      .all('transitGatewayRouteTable')
      .filter((one) => one.transitGatewayId === transitGatewayId)
      .flatMap((one) => one.transitGatewayRouteTableId ?? []),
  );
  for (const { table } of attachments) if (typeof table === 'object') tables.add(table.tableId);
  for (const attachment of attachments) {
    graph.node(attachment.id, 'transitGatewayAttachment');
    for (const table of tables) {
      graph.link(attachment.id, table, 'own-packet');
      graph.link(table, attachment.id, 'route');
    }
    connectOutside(net, graph, attachment);
  }
}

/** What an attachment joins the gateway to. */
function connectOutside(net: Lookup, graph: LinkSink, attachment: Attachment): void {
  const { id, type, resourceId, vpc } = attachment;
  if (type === 'vpc') {
    for (const emitter of resourceId ? emittersOf(net, resourceId) : []) graph.link(emitter, id, 'route');
    for (const subnetId of vpc?.subnetIds ?? []) if (subnetId) graph.link(id, subnetId, 'own-packet');
    return;
  }
  const far = type === 'peering' ? otherSide(net, attachment) : undefined;
  if (far && far.id !== id) graph.link(id, far.id);
  else if (far && typeof far.table === 'object') graph.link(id, far.table.tableId, 'own-packet');
  else if (resourceId && type !== 'peering') {
    graph.link(id, resourceId);
    graph.link(resourceId, id);
  }
}
