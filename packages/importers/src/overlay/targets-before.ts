import type { Assembly, Entry } from '../describe/assembly.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Who is registered before an update, in the words of the template. What services and scaling groups register answers alone
 * know: a template rules its targets only where all of them are in its own words.
 */
export function targetsBefore(planned: Entry, live: Entry, after: Assembly): Entry {
  const stated = targetsOf(planned);
  if (stated.length === 0 || !stated.every((one) => isWritten(idOf(one), after))) return planned;
  const own = targetsOf(live);
  // Of one that stays, answers know its health too.
  const before = own.map((one) => stated.find((other) => isSame(one, other)) ?? one);
  return { ...planned, record: { ...planned.record, targetHealthDescriptions: before } };
}

/** So are instances registered with a classic balancer. */
export function instancesBefore(planned: Fields, live: Fields): unknown {
  const stated = Array.isArray(planned.instances) ? (planned.instances as readonly Fields[]) : [];
  const isOwn = stated.length > 0 && stated.every(({ instanceId }) => !String(instanceId).includes('#'));
  return isOwn ? live.instances : planned.instances;
}

/** What services start has ids and addresses that stand for those to come. */
function isWritten(id: string, after: Assembly): boolean {
  const own = after.entries.get('networkInterface') ?? [];
  return !id.includes('#') && !own.some(({ key, record }) => key.includes('#') && record.privateIpAddress === id);
}

function isSame(live: Fields, planned: Fields): boolean {
  const port = portOf(planned);
  return idOf(live) === idOf(planned) && (port === undefined || portOf(live) === port);
}

function targetsOf({ record }: Entry): readonly Fields[] {
  return Array.isArray(record.targetHealthDescriptions) ? record.targetHealthDescriptions : [];
}

function idOf({ target }: Fields): string {
  return String((target as Fields | undefined)?.id);
}

function portOf({ target }: Fields): unknown {
  return (target as Fields | undefined)?.port;
}
