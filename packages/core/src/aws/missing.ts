import type { Evidence, Missing } from '../model/evidence.ts';
import type { ComponentId, Stop } from '../model/route.ts';
import { cliCommand } from './cli-command.ts';
import { derived, type Lookup, type Place } from './lookup.ts';
import type { Kind } from './record-types.ts';
import type { DescribeCall } from './resource-type.ts';

/** The call that would tell about `id`, an object of `kind` that the input does not hold; `of` is what it is asked by. */
export function missing(net: Lookup, kind: Kind, id: string | undefined, place: Place, of?: string): Missing {
  const type = net.recordType(kind);
  const call = type.calls[0] as DescribeCall;
  // Listeners are asked for by load balancer: their own id is no argument.
  const isAbout = call.holds === 'answer' || call.argument?.of === kind;
  const region = place.region ?? onlyRegion(net);
  return {
    kind,
    ...(id ? { id } : {}),
    ...(place.account ? { account: place.account } : {}),
    ...(region ? { region } : {}),
    command: cliCommand(type, call, { id: of ?? (isAbout ? id : undefined), region }),
    ...reasonOf(net, kind, { account: place.account, region }, of ?? id),
  };
}

/** What came back when the call was made, where the input tells. */
function reasonOf(net: Lookup, kind: Kind, place: Place, id: string | undefined): Pick<Missing, 'reason'> {
  const agrees = (a: string | undefined, b: string | undefined) => a === undefined || b === undefined || a === b;
  const failed = net.snapshot.unanswered?.find(
    (one) =>
      one.kind === kind && agrees(one.account, place.account) && agrees(one.region, place.region) && agrees(one.id, id),
  );
  return failed ? { reason: failed.code } : {};
}

/** Where all that was read is of one Region, so is what was not. */
const onlyRegion = derived((net) => {
  const regions = new Set(net.snapshot.coverage.flatMap(({ region }) => region ?? []));
  return regions.size === 1 ? [...regions][0] : undefined;
});

/** Of why nothing passes: what drops for sure drops whatever else was not read. */
export function surest(stops: readonly (Stop | undefined)[]): Stop | undefined {
  return stops.find((stop) => stop?.kind === 'dropped') ?? stops.find((stop) => stop !== undefined);
}

/** A packet that comes to something the input does not hold. */
export function notCollected(
  net: Lookup,
  at: ComponentId,
  kind: Kind,
  id: string | undefined,
  place: Place,
  of?: string,
): Stop {
  const lacks = missing(net, kind, id, place, of);
  const text = `${net.recordType(kind).title} ${id ?? ''} is not in the input`.replace('  ', ' ');
  return {
    kind: 'unknown',
    code: 'NOT_COLLECTED',
    at,
    evidence: [{ component: id ?? at, effect: 'blocks', text }],
    missing: lacks,
  };
}

export function dropped(at: ComponentId, code: Stop['code'], ...evidence: readonly Evidence[]): Stop {
  return { kind: 'dropped', code, at, evidence };
}

/** Records of the input exclude one another: which of them is right nobody can tell. */
export function contradicted(at: ComponentId, text: string, component: ComponentId = at): Stop {
  const evidence = [{ component, effect: 'blocks' as const, text }];
  return { kind: 'unknown', code: 'INPUT_CONTRADICTS_ITSELF', at, evidence };
}

/** What can be attached to one alone, and what the input says is. */
export function onlyOne(at: ComponentId, attached: readonly ComponentId[]): Stop | undefined {
  const all = [...new Set(attached)];
  return all.length < 2 ? undefined : contradicted(at, `of these one alone can be attached to it: ${all.join(', ')}`);
}
