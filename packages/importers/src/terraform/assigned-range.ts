import { hashOf } from './hash.ts';

/**
 * A range that AWS will assign to a VPC: by the VPC's id, so that what is added beside it moves nothing, out of the range
 * for documents, which nobody has.
 */
export function assignedRange(id: string): string {
  const hash = hashOf(id);
  const [high, low] = [(hash >>> 16) & 0xffff, ((hash >>> 8) & 0xff) << 8];
  return `2001:db8:${high.toString(16)}:${low.toString(16)}::/56`;
}

/** Subnets of ranges that are not known yet, one after the other; undefined where the range is known. */
export function subnetRanges(): (
  vpc: { readonly id: string; readonly ranges: readonly string[] } | undefined,
) => string | undefined {
  const given = new Map<string, number>();
  return (vpc) => {
    const range = vpc?.ranges.find((one) => one === assignedRange(vpc.id));
    const count = given.get(range ?? '') ?? 0;
    if (!range || count > 255) return undefined;
    given.set(range, count + 1);
    const groups = range.replace(/::\/56$/, '').split(':');
    const last = Number.parseInt(groups.pop() as string, 16) + count;
    return `${[...groups, last.toString(16)].join(':')}::/64`;
  };
}
