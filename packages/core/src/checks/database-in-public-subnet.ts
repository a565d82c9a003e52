import type { Lookup, Place } from '../aws/lookup.ts';
import type { Kind } from '../aws/record-types.ts';
import type { Source } from '../model/source.ts';
import type { Check } from './check.ts';
import { internetRoutes } from './route-facts.ts';
import { objectEvidence, routeEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

/** Something that holds data, and the subnets it may be in. */
interface Store extends Place {
  readonly id: string;
  readonly what: string;
  readonly isPublic: boolean;
  readonly subnetIds: readonly string[];
  readonly source: Source;
}

const STORES: readonly Kind[] = ['dbInstance', 'mountTarget'];

export const databaseInPublicSubnet: Check = {
  id: 'database-in-public-subnet',
  title: 'Database or file system in a public subnet',
  severity: 'medium',
  help: {
    wrong: 'A DB instance or EFS mount target may be in a subnet that is routed to an internet gateway.',
    why: 'Nothing but a missing public address keeps it off the internet. One that is publicly accessible has that address, and is told as high.',
    mend: 'Use a subnet group of private subnets, and take PubliclyAccessible away.',
  },
  controls: {
    securityHub: ['RDS.2', 'RDS.46', 'EFS.6'],
    config: ['rds-instance-public-access-check', 'rds-instance-subnet-igw-check', 'efs-mount-target-public-accessible'],
    cis: ['5.0 2.2.3', '3.0 2.3.3'],
    pci: ['4.0.1 1.4.4', '3.2.1 1.2.1', '3.2.1 1.3.1', '3.2.1 1.3.2', '3.2.1 1.3.4', '3.2.1 1.3.6', '3.2.1 7.2.1'],
  },
  *run({ network }) {
    yield* lackingLists(network, ...STORES, 'subnet', 'routeTable');
    for (const store of [...databases(network), ...mountTargets(network)]) {
      const open = store.subnetIds.flatMap((id) => {
        const subnet = network.get('subnet', id);
        const routes = subnet ? internetRoutes(network, subnet) : [];
        return routes.length > 0 ? [{ id, routes }] : [];
      });
      if (open.length === 0) continue;
      const names = open.map(({ id }) => id).join(', ');
      yield {
        component: store.id,
        severity: store.isPublic ? 'high' : 'medium',
        message: `${store.what} is or may be in ${names}, routed to an internet gateway${store.isPublic ? ', and is publicly accessible' : ''}.`,
        evidence: [
          objectEvidence(store.id, store, `its subnets: ${store.subnetIds.join(', ')}`),
          ...open.flatMap(({ routes }) => routes.map(({ table, route }) => routeEvidence(table, route, 'routes'))),
        ],
        place: store,
      };
    }
  },
};

function databases(net: Lookup): readonly Store[] {
  return net.all('dbInstance').map(({ account, region, source, ...record }) => ({
    id: record.dBInstanceArn ?? record.dBInstanceIdentifier ?? '',
    what: `DB instance ${record.dBInstanceIdentifier}`,
    isPublic: record.publiclyAccessible === true,
    subnetIds: (record.dBSubnetGroup?.subnets ?? []).flatMap((one) => one?.subnetIdentifier ?? []),
    account,
    region,
    source,
  }));
}

function mountTargets(net: Lookup): readonly Store[] {
  return net.all('mountTarget').map(({ account, region, source, mountTargetId = '', fileSystemId, subnetId }) => ({
    id: mountTargetId,
    what: `The mount target of ${fileSystemId}`,
    isPublic: false,
    subnetIds: subnetId ? [subnetId] : [],
    account,
    region,
    source,
  }));
}
