import { type DescribeCall, type Kind, recordType } from '@hopwise/core';
import { aOrAn } from './a-or-an.ts';
import { aboutOf } from './arguments.ts';
import type { Assembly, Draft, Reading } from './assembly.ts';
import { isAskedOneByOne } from './call-index.ts';
import { isAccount, regionOfArn, regionOfZone } from './place-names.ts';
import { Unread } from './scanned-list.ts';

/** What every element of one answer has in common, so that reading an element allocates nothing but its record. */
export interface ElementReader {
  /** False when the element names no key because the answer does not repeat its argument. */
  read(raw: unknown, pointer: string): boolean;
  /** Takes an element that was read off its bytes, or was yet to be. */
  keep(element: Draft | Unread, pointer: string): void;
}

export function elementReader(assembly: Assembly, reading: Reading): ElementReader {
  const { origin, known } = reading;
  const type = recordType(known.kind);
  const entries = assembly.entries.get(known.kind) ?? [];
  const regionOf = regionTeller(known.kind);
  let at = '';
  let hasProblem = false;

  return {
    read(raw, pointer) {
      if (raw === null || raw === undefined || raw === '') return true;
      at = origin.prefix + pointer;
      hasProblem = false;
      const record = recordFrom(raw);
      return record ? kept(record) : true;
    },
    keep(element, pointer) {
      if (element instanceof Unread) {
        this.read(element.value, pointer);
        return;
      }
      at = origin.prefix + pointer;
      hasProblem = false;
      kept(element);
    },
  };

  function kept(record: Draft): boolean {
    const key = type.key(record);
    if (key === undefined && known.call.argument) return false;
    const about = aboutOf(known, record);
    if (about !== undefined) reading.asked.add(about);
    if (key === undefined) {
      bad('an element without its id', `the id of the ${type.title}`);
      return true;
    }
    const owner = type.owner?.(record);
    const region = origin.region ?? regionOf(record) ?? regionOfArn(key ?? '');
    if (owner !== undefined && isAccount(owner)) origin.accounts.add(owner);
    if (region !== undefined) origin.regions.add(region);
    record.account = owner ?? origin.account;
    record.region = region;
    if (record.account === undefined || region === undefined) assembly.hasUnplaced = true;
    record.source = { file: origin.file, pointer: at };
    if (hasProblem) record.isPartial = true;
    entries.push({ record, key, reading });
    return true;
  }

  function recordFrom(raw: unknown): Draft | undefined {
    if (typeof raw !== 'object' || Array.isArray(raw)) {
      bad('an element that is not an object', `an object that describes ${aOrAn(type.title)}`);
      return undefined;
    }
    try {
      return type.record.read(raw, problem) as Draft | undefined;
    } catch {
      // Only values made to break readers, such as objects with a toString of their own, end here.
      bad('an element that could not be read', `${aOrAn(type.title)} as the API answers it`);
      return undefined;
    }
  }

  function problem(path: string, expected: string): void {
    hasProblem = true;
    // What is asked for object by object is partial object by object.
    if (!isAskedOneByOne(known)) reading.isPartial = true;
    assembly.log.add({
      code: 'FIELD_UNREADABLE',
      severity: 'warning',
      message: `A field of ${aOrAn(type.title)} is not ${expected}, and was left out.`,
      hint: rewrite(known.call),
      source: { file: origin.file, pointer: at + path },
    });
  }

  function bad(what: string, expected: string): void {
    reading.isPartial = true;
    assembly.log.add({
      code: 'ELEMENT_UNREADABLE',
      severity: 'warning',
      message: `${known.call.key} holds ${what}, where ${expected} is expected; it was left out.`,
      hint: rewrite(known.call),
      source: { file: origin.file, pointer: at },
    });
  }
}

function rewrite({ operation }: DescribeCall): string {
  return `Write the whole answer of ${operation} again, without --query.`;
}

const TELL_REGION: ReadonlySet<string> = new Set(['availabilityZone', 'awsRegion', 'region']);

/** Reads the Region off fields that tell it: a zone, an ARN, the Region itself. */
function regionTeller(kind: Kind): (record: Draft) => string | undefined {
  const { properties = {} } = recordType(kind).record.schema as { properties?: object };
  const names = Object.keys(properties);
  const told = names.filter((name) => TELL_REGION.has(name) || /arn$/i.test(name));
  return (record) => {
    for (const name of told) {
      const value = record[name];
      if (typeof value !== 'string') continue;
      const region =
        name === 'availabilityZone' ? regionOfZone(value) : TELL_REGION.has(name) ? value : regionOfArn(value);
      if (region !== undefined) return region;
    }
    return undefined;
  };
}
