import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importSnapshot } from '@hopwise/importers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateEstate, writeEstate } from '../bench/generate.mjs';
import { SHAPES, shapeOf } from '../bench/shapes.mjs';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const ID = /^(vpc|subnet|rtb|acl|sg|eni|i|igw|eigw|nat|eipalloc|pcx|vpce|pl)-[0-9a-f]+$/;
/** The field that names a resource, by the key of the answer that lists it. */
const NAMED_BY: Record<string, string> = {
  Vpcs: 'VpcId',
  Subnets: 'SubnetId',
  RouteTables: 'RouteTableId',
  NetworkAcls: 'NetworkAclId',
  SecurityGroups: 'GroupId',
  NetworkInterfaces: 'NetworkInterfaceId',
  InternetGateways: 'InternetGatewayId',
  EgressOnlyInternetGateways: 'EgressOnlyInternetGatewayId',
  NatGateways: 'NatGatewayId',
  Addresses: 'AllocationId',
  VpcPeeringConnections: 'VpcPeeringConnectionId',
  VpcEndpoints: 'VpcEndpointId',
  PrefixLists: 'PrefixListId',
};

function listOf(estate: Record<string, object>, key: string): { [key: string]: Json }[] {
  return Object.values(estate).flatMap((answer) => (answer as { [key: string]: { [key: string]: Json }[] })[key] ?? []);
}

function instancesOf(estate: Record<string, object>): { [key: string]: Json }[] {
  return listOf(estate, 'Reservations').flatMap(({ Instances }) => Instances as { [key: string]: Json }[]);
}

/** Every resource once for each account that sees it: a peering connection is seen from both its ends. */
function idsOf(estate: Record<string, object>): string[] {
  const listed = Object.entries(NAMED_BY).flatMap(([key, field]) => listOf(estate, key).map((it) => it[field]));
  return [...listed, ...instancesOf(estate).map(({ InstanceId }) => InstanceId)] as string[];
}

function stringsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(stringsIn);
}

const estate = generateEstate({ interfaces: 1000, seed: 7 });

describe('generated estates', () => {
  it('property: have the same bytes for the same seed, and others for another', () => {
    const options = fc.record({ interfaces: fc.integer({ min: 20, max: 600 }), seed: fc.nat(0xffff) });
    fc.assert(
      fc.property(options, (it) => {
        const text = JSON.stringify(generateEstate(it));
        expect(JSON.stringify(generateEstate(it))).toBe(text);
        expect(JSON.stringify(generateEstate({ ...it, seed: it.seed + 1 }))).not.toBe(text);
      }),
      { numRuns: 10 },
    );
  });

  it('property: have exactly as many interfaces as asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 700 }), (interfaces) => {
        expect(listOf(generateEstate({ interfaces, seed: 1 }), 'NetworkInterfaces').length).toBe(interfaces);
      }),
      { numRuns: 10 },
    );
  });

  it('refuse sizes that they cannot have', () => {
    expect(() => generateEstate({ interfaces: 5, seed: 1 })).toThrow(RangeError);
    expect(() => generateEstate({ interfaces: 10_000_000, seed: 1 })).toThrow(RangeError);
  });

  it('give every resource an id of its own', () => {
    const ids = idsOf(estate);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(2000);
  });

  it('give every interface an address of its own, of each family and public', () => {
    const found = listOf(estate, 'NetworkInterfaces').flatMap(({ PrivateIpAddress, Ipv6Addresses, Association }) => [
      PrivateIpAddress,
      ...(Ipv6Addresses as { [key: string]: Json }[]).map(({ Ipv6Address }) => Ipv6Address),
      ...(Association ? [(Association as { [key: string]: Json }).PublicIp] : []),
    ]);
    expect(new Set(found).size).toBe(found.length);
    expect(found.some((address) => String(address).includes(':'))).toBe(true);
  });

  it.each([1000, 6000])('refer only to resources that exist, with %i interfaces', (interfaces) => {
    const sized = generateEstate({ interfaces, seed: 3 });
    const known = new Set(idsOf(sized));
    const named = stringsIn(sized as Json).filter((text) => ID.test(text));
    expect([...new Set(named.filter((id) => !known.has(id)))]).toEqual([]);
  });

  it('have the entries of every prefix list', () => {
    const entries = Object.values(estate).flatMap((answer) =>
      'Entries' in answer && 'PrefixListId' in answer ? [String(answer.PrefixListId)] : [],
    );
    const lists = listOf(estate, 'PrefixLists').map(({ PrefixListId }) => PrefixListId);
    expect(entries.sort()).toEqual(lists.sort());
  });

  it('have about 250 interfaces and 25 groups of about 19 rules a VPC, half of the VPCs dual stack with lists of their own', () => {
    const vpcs = listOf(estate, 'Vpcs');
    expect(vpcs.length).toBe(4);
    expect(vpcs.filter((vpc) => 'Ipv6CidrBlockAssociationSet' in vpc).length).toBe(2);
    expect(listOf(estate, 'NetworkAcls').filter(({ IsDefault }) => !IsDefault).length).toBe(2 * 3);
    const groups = listOf(estate, 'SecurityGroups');
    expect(groups.length).toBe(4 * 25);
    const rules = stringsIn(
      groups.map(({ IpPermissions, IpPermissionsEgress }) => [IpPermissions, IpPermissionsEgress]) as Json,
    ).filter((text) => /^(sg-|pl-)|\//.test(text)).length;
    expect(rules / groups.length).toBeGreaterThan(16);
    expect(rules / groups.length).toBeLessThan(22);
  });

  it('are spread over accounts when they are large', () => {
    const accounts = new Set(
      Object.keys(generateEstate({ interfaces: 6000, seed: 1 })).map((path) => path.split('/')[0]),
    );
    expect(accounts.size).toBe(2);
  });

  it('are written as the CLI prints them, about 2 KB an interface', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hopwise-generator-'));
    try {
      const written = await writeEstate(folder, { interfaces: 1000, seed: 7 });
      const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.json'));
      expect(paths.sort()).toEqual(Object.keys(estate).sort());
      expect(written.files).toBe(paths.length);
      const path = paths.find((name) => name.endsWith('network-interfaces.json')) ?? '';
      const text = await readFile(join(folder, path), 'utf8');
      expect(text).toBe(`${JSON.stringify(estate[path], null, 2)}\n`);
      expect(text.length / 1000).toBeGreaterThan(1700);
      expect(text.length / 1000).toBeLessThan(2400);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('every shape is an estate that is read without a doubt', () => {
  it.each(Object.keys(SHAPES))('%s', async (shape) => {
    const folder = await mkdtemp(join(tmpdir(), 'hopwise-shape-'));
    try {
      await writeEstate(folder, { interfaces: 600, seed: 3, shape });
      const { snapshot, diagnostics } = await importSnapshot([folder]);
      expect(diagnostics).toEqual([]);
      expect(snapshot.records.networkInterface.length).toBeGreaterThanOrEqual(600);
      const sizes = snapshot.records.securityGroup.map(({ ipPermissions, ipPermissionsEgress }) =>
        [...ipPermissions, ...ipPermissionsEgress].reduce((sum, one) => {
          const lists = [one?.ipRanges, one?.ipv6Ranges, one?.prefixListIds, one?.userIdGroupPairs];
          return sum + lists.reduce((rules, list) => rules + (list?.length ?? 0), 0);
        }, 0),
      );
      const { rules = 17 } = shapeOf(shape);
      const ordinary = sizes.filter((size) => size > 5);
      const mean = ordinary.reduce((sum, size) => sum + size, 0) / ordinary.length;
      expect(Math.abs(mean - rules)).toBeLessThan(6);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('another shape is no shape', () => {
    expect(() => generateEstate({ interfaces: 100, seed: 1, shape: 'round' })).toThrow(RangeError);
  });

  it('the crowd is in one group, which names itself', () => {
    const crowded = generateEstate({ interfaces: 2_000, seed: 1, shape: 'one-group' });
    const group = listOf(crowded, 'SecurityGroups').find(({ GroupName }) => String(GroupName).endsWith('-crowd'));
    const members = listOf(crowded, 'NetworkInterfaces').filter(({ Groups }) =>
      (Groups as { GroupId: string }[]).some(({ GroupId }) => GroupId === group?.GroupId),
    );
    expect(members.length).toBeGreaterThan(900);
    expect(JSON.stringify(group?.IpPermissions)).toContain(String(group?.GroupId));
  });
});
