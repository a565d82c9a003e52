/**
 * A range that AWS will assign to a VPC: by the VPC's id, so that what is added beside it moves nothing, out of the range
 * for documents, which nobody has.
 */
export function assignedRange(id: string): string {
  // FNV-1a.
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  const [high, low] = [(hash >>> 16) & 0xffff, ((hash >>> 8) & 0xff) << 8];
  return `2001:db8:${high.toString(16)}:${low.toString(16)}::/56`;
}
