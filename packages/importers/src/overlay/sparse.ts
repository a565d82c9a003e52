import type { Assembly } from '../describe/assembly.ts';
import { scaledIn } from './scaled-instances.ts';

/** Says of subnets of scaling groups in which answers have nothing of theirs: a template tells no start of something. */
export function noteSparse(live: Assembly, after: Assembly, names: ReadonlyMap<string, string>): void {
  const own = scaledIn(live);
  for (const [group, planned] of scaledIn(after)) {
    const there = new Set((own.get(group) ?? []).map(({ record }) => record.subnetId));
    const bare = planned.filter(({ record }) => !there.has(record.subnetId));
    const [first] = bare;
    const name = first && names.get(`${first.record.source.file} ${first.record.source.pointer}`);
    if (!first || name === undefined) continue;
    live.log.add({
      code: 'OVERLAY_UNMATCHED',
      severity: 'warning',
      message: `Of the scaling group ${name} answers have nothing in ${bare.map(({ record }) => record.subnetId).join(', ')}: what it may start there is not in the network.`,
      hint: 'Instances are told by the tag aws:autoscaling:groupName.',
      source: first.record.source,
    });
  }
}
