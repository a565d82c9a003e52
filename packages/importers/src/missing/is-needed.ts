import { type Kind, recordType, type Sign, type Snapshot } from '@hopwise/core';

export interface Place {
  readonly account: string | undefined;
  readonly region: string | undefined;
}

/** Whether anything that was read in a place shows that it has objects of a kind; those of every place need no sign. */
export function isNeeded(kind: Kind, { records }: Snapshot, place: Place): boolean {
  const { neededBy } = recordType(kind);
  if (!neededBy) return true;
  return neededBy.some((sign) => {
    const path = sign.at?.split('.') ?? [];
    return records[sign.in as Kind].some((record) => isIn(record, place) && shows(record, path, 0, sign));
  });
}

function isIn({ account, region }: Place, place: Place): boolean {
  return agrees(account, place.account) && agrees(region, place.region);
}

function agrees(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

function shows(value: unknown, path: readonly string[], from: number, sign: Sign): boolean {
  if (value === undefined || value === null) return false;
  if (Array.isArray(value)) return value.some((element) => shows(element, path, from, sign));
  const field = path[from];
  if (field === undefined) return sign.like?.test(String(value)) ?? true;
  return shows((value as Readonly<Record<string, unknown>>)[field], path, from + 1, sign);
}
