import { S3_PREFIX_LIST } from './gateways.mjs';
import { nameTag } from './tags.mjs';

/**
 * The lists of an account, as `describe-managed-prefix-lists` gives them, and their entries. The answer with the entries
 * does not say whose they are, so the identifier asked for is kept beside them.
 * @param {import('./estate-plan.mjs').Account} account
 * @param {string} region
 * @param {import('./random.mjs').Random} random
 * @returns {{ lists: object[], entries: { PrefixListId: string, Entries: object[] }[] }}
 */
export function describePrefixLists(account, region, random) {
  const own = (id, name, cidrs) => ({
    list: {
      PrefixListId: id,
      AddressFamily: 'IPv4',
      State: 'create-complete',
      PrefixListArn: `arn:aws:ec2:${region}:${account.ownerId}:prefix-list/${id}`,
      PrefixListName: name,
      MaxEntries: 20,
      Version: 3,
      Tags: nameTag(name),
      OwnerId: account.ownerId,
    },
    entries: { PrefixListId: id, Entries: cidrs.map((cidr, i) => ({ Cidr: cidr, Description: `${name} ${i + 1}` })) },
  });
  const offices = random.some([...Array(16).keys()], 8).map((i) => `172.${16 + i}.${random.integer(256)}.0/24`);
  const partners = random.some([...Array(16).keys()], 12).map((i) => `203.0.113.${i * 16}/28`);
  const s3 = {
    list: {
      PrefixListId: S3_PREFIX_LIST,
      AddressFamily: 'IPv4',
      State: 'create-complete',
      PrefixListArn: `arn:aws:ec2:${region}:aws:prefix-list/${S3_PREFIX_LIST}`,
      PrefixListName: `com.amazonaws.${region}.s3`,
      Tags: [],
      OwnerId: 'AWS',
    },
    entries: {
      PrefixListId: S3_PREFIX_LIST,
      Entries: ['3.5.0.0/19', '16.15.176.0/20', '18.34.0.0/19', '52.216.0.0/15', '54.231.0.0/16'].map((Cidr) => ({
        Cidr,
      })),
    },
  };
  const all = [s3, own(account.corporate, 'corporate', offices), own(account.partners, 'partners', partners)];
  return { lists: all.map(({ list }) => list), entries: all.map(({ entries }) => entries) };
}
