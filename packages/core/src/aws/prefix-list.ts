import { integer, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const fields = {
  PrefixListId: text,
  PrefixListName: text,
  OwnerId: text,
  State: text,
  AddressFamily: text,
  MaxEntries: integer,
  Version: integer,
  /** Only in the older answer, which covers the lists of gateway endpoints (PAR-15). */
  Cidrs: list(text),
  Tags: tags,
};
export type PrefixList = RecordOf<typeof fields>;

/** Lists come from two calls that answer under one key; a list's entries from a third. */
export const prefixList = {
  kind: 'prefixList',
  title: 'prefix list',
  arnType: 'prefix-list',
  aspects: {
    modelled: ['names and families; those of AWS’s services'],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeManagedPrefixLists',
      key: 'PrefixLists',
      holds: 'elements',
      when: { lacks: 'Cidrs' },
    },
    { service: 'ec2', operation: 'DescribePrefixLists', key: 'PrefixLists', holds: 'elements', when: { has: 'Cidrs' } },
  ],
  without: 'Prefix lists in routes and rules have no name, family or size.',
  idPrefix: 'pl-',
  prefixes: (record) => record.cidrs,
  record: shape(fields),
  key: (record) => record.prefixListId,
  owner: (record) => record.ownerId,
} as const satisfies RecordType<'prefixList', PrefixList>;

const entriesFields = {
  PrefixListId: text,
  Entries: list(shape({ Cidr: text, Description: text })),
};
export type PrefixListEntries = RecordOf<typeof entriesFields>;

export const prefixListEntries = {
  kind: 'prefixListEntries',
  title: 'entries of a prefix list',
  aspects: {
    modelled: ['entries as the ranges of routes and rules'],
    assumed: { 'SG-08': 'Entries that are not in the input leave only that rule or route open.' },
  },
  calls: [
    {
      service: 'ec2',
      operation: 'GetManagedPrefixListEntries',
      key: 'Entries',
      holds: 'answer',
      argument: { name: 'PrefixListId', of: 'prefixList' },
    },
  ],
  without: 'Routes and rules that name a prefix list cover an unknown set of addresses.',
  prefixes: (record) => record.entries.map((entry) => entry?.cidr),
  record: shape(entriesFields),
  key: (record) => record.prefixListId,
} as const satisfies RecordType<'prefixListEntries', PrefixListEntries>;
