import type { Assembly, Entry } from '../describe/assembly.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Who is registered before an update, in the words of the template. What services and scaling groups register answers alone
 * know: a template rules its targets only where all that it names are instances of its own words.
 */
export function targetsBefore(planned: Entry, live: Entry, after: Assembly): Entry {
  const stated = targetsOf(planned);
  const isInstance = (one: Fields) => {
    const id = idOf(one);
    return !id.includes('#') && (id.startsWith('i-') || after.entries.get('instance')?.some(({ key }) => key === id));
  };
  if (stated.length === 0 || !stated.every(isInstance)) return planned;
  const own = targetsOf(live);
  // Of one that stays, answers know its health too.
  const before = own.map((one) => stated.find((other) => isSame(one, other)) ?? one);
  return { ...planned, record: { ...planned.record, targetHealthDescriptions: before } };
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
