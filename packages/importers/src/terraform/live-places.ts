import { type Kind, kinds, recordType } from '@hopwise/core';
import type { Assembly, Entry } from '../describe/assembly.ts';
import type { DefaultTables, PlannedSubnet, PlannedVpc } from './mapping.ts';

/** Subnets, VPCs and transit gateways that answers of AWS tell: a plan may put things into them that it does not manage. */
export interface LivePlaces {
  subnet(id: string): PlannedSubnet | undefined;
  vpc(id: string): PlannedVpc | undefined;
  defaultTables(transitGateway: string): DefaultTables | undefined;
  /** The interface of an endpoint in a subnet. */
  endpointInterface(endpoint: string, subnet: string): string | undefined;
  /** Private addresses that a NAT gateway has beside its first, and that stand for no public one. */
  natAddresses(gateway: string): readonly string[];
  /** Every prefix and address that is in use there. */
  inUse(): readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

export function livePlaces(live: Assembly | undefined): LivePlaces {
  const known = new Map<Kind, ReadonlyMap<string, Entry>>();
  const record = (kind: Kind, id: string): Entry['record'] | undefined => {
    const own = known.get(kind) ?? new Map((live?.entries.get(kind) ?? []).map((one) => [one.key, one]));
    known.set(kind, own);
    return own.get(id)?.record;
  };
  return {
    subnet(id) {
      const found = record('subnet', id);
      if (!found) return undefined;
      const text = (name: string) => (typeof found[name] === 'string' ? (found[name] as string) : undefined);
      const mapsPublic = found.mapPublicIpOnLaunch === true;
      return {
        id,
        vpcId: text('vpcId'),
        cidr: text('cidrBlock'),
        cidr6: prefixesOf('subnet', found).find((one) => one.includes(':')),
        zone: text('availabilityZone'),
        mapsPublic,
        assigns6: found.assignIpv6AddressOnCreation === true,
      };
    },
    vpc(id) {
      const found = record('vpc', id);
      if (!found) return undefined;
      const group = live?.entries
        .get('securityGroup')
        ?.find(({ record: one }) => one.vpcId === id && one.groupName === 'default');
      return {
        id,
        // The address of the resolver is none of them.
        ranges: [...new Set(prefixesOf('vpc', found))].filter((one) => one.includes('/')),
        region: found.region,
        defaultGroup: group?.key ?? `${id}#default-group`,
      };
    },
    defaultTables(id) {
      const options = record('transitGateway', id)?.options as Fields | undefined;
      if (!options) return undefined;
      const table = (is: string, name: string) => {
        const named = options[name];
        return options[is] !== 'disable' && typeof named === 'string' ? named : undefined;
      };
      return {
        association: table('defaultRouteTableAssociation', 'associationDefaultRouteTableId'),
        propagation: table('defaultRouteTablePropagation', 'propagationDefaultRouteTableId'),
      };
    },
    endpointInterface(endpoint, subnet) {
      const own = record('vpcEndpoint', endpoint)?.networkInterfaceIds;
      const ids = Array.isArray(own) ? own.map(String) : [];
      return ids.find((id) => record('networkInterface', id)?.subnetId === subnet);
    },
    natAddresses(gateway) {
      const own = record('natGateway', gateway)?.natGatewayAddresses;
      const [, ...others] = Array.isArray(own) ? (own as readonly Fields[]) : [];
      return others.flatMap(({ allocationId, privateIp }) =>
        allocationId === undefined && typeof privateIp === 'string' ? [privateIp] : [],
      );
    },
    inUse: () =>
      kinds.flatMap((kind) => (live?.entries.get(kind) ?? []).flatMap((entry) => prefixesOf(kind, entry.record))),
  };
}

function prefixesOf(kind: Kind, record: Entry['record']): readonly string[] {
  const own = recordType(kind).prefixes?.(record as never) ?? [];
  return [...own].filter((one): one is string => typeof one === 'string' && one !== '');
}
