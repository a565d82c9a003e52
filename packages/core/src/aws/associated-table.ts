import type { ComponentId, Stop } from '../model/route.ts';
import { derived, type Lookup, type Place, placeOf } from './lookup.ts';
import { mentioning } from './mentioning.ts';
import { contradicted, notCollected } from './missing.ts';
import type { RecordOfKind } from './record-types.ts';
import { claim, type Sole } from './sole.ts';
import { works } from './states.ts';

type RouteTable = RecordOfKind<'routeTable'>;

/** The table of a subnet: its own association, else the VPC's main table, where no table is left unread (RT-01, PAR-05). */
export function tableOfSubnet(net: Lookup, subnetId: string, vpcId: string): RouteTable | undefined {
  const found = tablesFor(net, subnetId, vpcId);
  return found === 'several' ? undefined : found;
}

/** Several tables are said to be a subnet's, or the main table of its VPC: nobody can tell which is right. */
export function hasSeveralTables(net: Lookup, subnetId: string, vpcId: string): boolean {
  return tablesFor(net, subnetId, vpcId) === 'several';
}

function tablesFor(net: Lookup, subnetId: string, vpcId: string): Sole<RouteTable> | undefined {
  const own = tablesNear(net, subnetId).bySubnet.get(subnetId);
  return own ?? (areTablesRead(net, vpcId) ? tablesNear(net, vpcId).mainOf.get(vpcId) : undefined);
}

/** The table that governs what enters a VPC by a gateway (GRT-01); one that was not read may lead it anywhere. */
export function tableOfGateway(net: Lookup, gatewayId: string, vpcId: string): Sole<RouteTable> | 'none' | 'unread' {
  return tablesNear(net, gatewayId).byGateway.get(gatewayId) ?? (areTablesRead(net, vpcId) ? 'none' : 'unread');
}

/** Why nobody can tell where the table of a gateway leads. */
export function untoldTable(net: Lookup, gateway: ComponentId, table: 'several' | 'unread', place: Place): Stop {
  return table === 'several'
    ? contradicted(gateway, 'several route tables are said to be its own')
    : notCollected(net, gateway, 'routeTable', undefined, place);
}

function areTablesRead(net: Lookup, vpcId: string): boolean {
  return net.coverage('routeTable', placeOf(net, vpcId)) === 'complete';
}

/** Tables by what they are associated with: all of them, or at least those that an id is in. */
function tablesNear(net: Lookup, id: string): ReturnType<typeof indexed> {
  const near = mentioning(net, 'routeTable', id);
  return near ? indexed(near) : tables(net);
}

const tables = derived((net) => indexed(net.all('routeTable')));

type Tables = Map<string, Sole<RouteTable>>;

function indexed(all: readonly RouteTable[]) {
  const [bySubnet, mainOf, byGateway]: [Tables, Tables, Tables] = [new Map(), new Map(), new Map()];
  const put = (found: Tables, id: string, table: RouteTable) =>
    claim(found, id, table, ({ routeTableId }) => routeTableId);
  for (const table of all) {
    for (const association of table.associations) {
      if (!association || !works(association.associationState?.state, 'associated')) continue;
      if (association.subnetId) put(bySubnet, association.subnetId, table);
      else if (association.gatewayId) put(byGateway, association.gatewayId, table);
      else if (association.main && table.vpcId) put(mainOf, table.vpcId, table);
    }
  }
  return { bySubnet, mainOf, byGateway };
}
