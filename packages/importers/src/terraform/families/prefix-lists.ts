import type { Family } from '../mapping.ts';
import { PREFIX_LIST } from '../wanted.ts';
import { isGateway, listOf } from './endpoint-routes.ts';

/** Lists with their entries; those of services as far as data sources and endpoints tell them. */
export const prefixLists: Family = {
  types: ['aws_ec2_managed_prefix_list', 'aws_ec2_managed_prefix_list_entry', 'aws_prefix_list'],
  map(mapping) {
    const apart = new Map<string, string[]>();
    for (const one of mapping.managed('aws_ec2_managed_prefix_list_entry')) {
      const [list, cidr] = [one.id('prefix_list_id', PREFIX_LIST), one.text('cidr')];
      if (list && cidr) apart.set(list, [...(apart.get(list) ?? []), cidr]);
    }
    for (const one of mapping.all('aws_ec2_managed_prefix_list')) {
      const id = mapping.idOf(one);
      const list = {
        PrefixListId: id,
        PrefixListName: one.text('name'),
        OwnerId: one.text('owner_id'),
        AddressFamily: one.text('address_family'),
        MaxEntries: one.integer('max_entries'),
        Tags: one.tags(),
      };
      mapping.add('prefixList', list, one);
      const blocks = [...one.blocks('entry'), ...one.blocks('entries')];
      const inline = blocks.flatMap((block) => block.text('cidr') ?? []);
      // An entry whose range comes after apply leaves the whole list open.
      const isOpen = blocks.some((block) => !block.text('cidr')) || (one.isUnknown('entry') && one.isWritten('entry'));
      const cidrs = [...new Set([...inline, ...(apart.get(id) ?? [])])];
      if (!isOpen)
        mapping.add('prefixListEntries', { PrefixListId: id, Entries: cidrs.map((Cidr) => ({ Cidr })) }, one);
    }
    for (const one of mapping.all('aws_prefix_list')) {
      const PrefixListId = mapping.idOf(one);
      const Cidrs = one.texts('cidr_blocks');
      mapping.add('prefixList', { PrefixListId, PrefixListName: one.text('name'), Cidrs }, one);
    }
    for (const one of mapping.managed('aws_vpc_endpoint').filter(isGateway)) {
      const Cidrs = one.texts('cidr_blocks');
      if (Cidrs.length === 0) continue;
      mapping.add(
        'prefixList',
        { PrefixListId: listOf(mapping, one), PrefixListName: one.text('service_name'), Cidrs },
        one,
      );
    }
  },
};
