import { coreAttachment } from './core-network-attachments.ts';
import { emittersOf } from './emitters.ts';
import type { Lookup } from './lookup.ts';
import type { LinkSink } from './resource-type.ts';

/** From the VPC to the attachment, and by the tables of its core network to every attachment. */
export function connectCoreAttachment(net: Lookup, graph: LinkSink, id: string | undefined): void {
  const attachment = coreAttachment(net, id);
  if (!attachment) return;
  graph.node(attachment.id, 'coreNetworkAttachment');
  for (const { coreNetworkSegmentEdge: edge } of net.all('coreNetworkRoutes')) {
    if (edge?.coreNetworkId !== attachment.coreNetworkId) continue;
    const table = `${edge.coreNetworkId}/${edge.segmentName}/${edge.edgeLocation}`;
    graph.node(table, 'coreNetworkRoutes');
    graph.link(attachment.id, table, 'own-packet');
    graph.link(table, attachment.id, 'route');
  }
  if (attachment.type !== 'vpc') return;
  const { resourceId, vpc } = attachment;
  for (const emitter of resourceId ? emittersOf(net, resourceId) : []) graph.link(emitter, attachment.id, 'route');
  for (const subnetId of vpc?.subnetIds ?? []) if (subnetId) graph.link(attachment.id, subnetId, 'own-packet');
}
