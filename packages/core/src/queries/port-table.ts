import { ALL, NONE, protocolPart, type ServicePool, type ServiceSetId } from '../net/service-set.ts';

/** What an open port lets a stranger try: the whole machine, its data, the services inside a network, a page. */
export const PORT_CLASSES = ['admin', 'database', 'infrastructure', 'web', 'other'] as const;
export type PortClass = (typeof PORT_CLASSES)[number];

/** How bad an open path from the internet is by the service alone, as Amazon Inspector grades it. */
export type Grade = 'high' | 'medium' | 'low' | 'info';

export interface NamedPorts {
  readonly name: string;
  readonly portClass: Exclude<PortClass, 'other'>;
  readonly grade: Grade;
  readonly tcp?: readonly number[];
  readonly udp?: readonly number[];
}

const SUN_RPC = [111, 530];

/** Inspector's services with its grades, and what others look for beside them (EC2.19, Trusted Advisor). */
export const PORT_TABLE: readonly NamedPorts[] = [
  { name: 'SSH', portClass: 'admin', grade: 'medium', tcp: [22], udp: [22] },
  { name: 'RDP', portClass: 'admin', grade: 'medium', tcp: [3389], udp: [3389] },
  { name: 'Telnet', portClass: 'admin', grade: 'high', tcp: [23], udp: [23] },
  { name: 'FTP', portClass: 'admin', grade: 'high', tcp: [20, 21], udp: [21] },
  { name: 'VNC', portClass: 'admin', grade: 'medium', tcp: [5500, 5900] },
  { name: 'WinRM', portClass: 'admin', grade: 'medium', tcp: [5985, 5986] },
  { name: 'Docker', portClass: 'admin', grade: 'medium', tcp: [2375, 2376] },
  { name: 'Kubernetes', portClass: 'admin', grade: 'medium', tcp: [6443, 10_250] },
  { name: 'MySQL', portClass: 'database', grade: 'medium', tcp: [3306, 4333] },
  { name: 'PostgreSQL', portClass: 'database', grade: 'medium', tcp: [5432] },
  { name: 'SQL Server', portClass: 'database', grade: 'medium', tcp: [1433, 1434], udp: [1434] },
  { name: 'Oracle', portClass: 'database', grade: 'medium', tcp: [1521, 1630] },
  { name: 'MongoDB', portClass: 'database', grade: 'medium', tcp: [27_017, 27_018, 27_019, 28_017] },
  { name: 'Elasticsearch', portClass: 'database', grade: 'medium', tcp: [9200, 9300, 5601] },
  { name: 'Redis', portClass: 'database', grade: 'medium', tcp: [6379] },
  { name: 'Memcached', portClass: 'database', grade: 'medium', tcp: [11_211], udp: [11_211] },
  { name: 'Cassandra', portClass: 'database', grade: 'medium', tcp: [9042] },
  { name: 'Redshift', portClass: 'database', grade: 'medium', tcp: [5439] },
  { name: 'SMB', portClass: 'infrastructure', grade: 'medium', tcp: [445], udp: [445] },
  { name: 'NetBIOS', portClass: 'infrastructure', grade: 'medium', tcp: [137, 139], udp: [137, 138] },
  { name: 'LDAP', portClass: 'infrastructure', grade: 'medium', tcp: [389, 636, 3268, 3269], udp: [389] },
  { name: 'NFS', portClass: 'infrastructure', grade: 'medium', tcp: [2049, 4045, 1110], udp: [2049, 4045, 1110] },
  {
    name: 'Kerberos',
    portClass: 'infrastructure',
    grade: 'medium',
    tcp: [88, 464, 543, 544, 749, 751],
    udp: [88, 464, 749, 750, 751, 752],
  },
  { name: 'RPC', portClass: 'infrastructure', grade: 'medium', tcp: [...SUN_RPC, 135], udp: [...SUN_RPC, 135] },
  { name: 'WINS', portClass: 'infrastructure', grade: 'medium', tcp: [42, 1512], udp: [42, 1512] },
  { name: 'DHCP', portClass: 'infrastructure', grade: 'medium', tcp: [67, 68, 546, 547], udp: [67, 68, 546, 547] },
  { name: 'Syslog', portClass: 'infrastructure', grade: 'medium', tcp: [601], udp: [514] },
  { name: 'Printing', portClass: 'infrastructure', grade: 'high', tcp: [515] },
  { name: 'Mail', portClass: 'infrastructure', grade: 'medium', tcp: [25, 110, 143] },
  { name: 'HTTP', portClass: 'web', grade: 'low', tcp: [80, 8080, 8088, 8888, 3000, 5000], udp: [80] },
  { name: 'HTTPS', portClass: 'web', grade: 'low', tcp: [443, 8443], udp: [443] },
];

/** The services of a class; `other` is all that no name is for. */
export function servicesOfClass(pool: ServicePool, portClass: PortClass): ServiceSetId {
  return tableIn(pool).classes[portClass];
}

/** The rows of the table of which some port is in a set, in its order. */
export function namesIn(pool: ServicePool, services: ServiceSetId): readonly NamedPorts[] {
  const { rows, names } = tableIn(pool);
  let found = names.get(services);
  if (!found) {
    found = rows.flatMap(({ row, all }) => (pool.intersect(all, services) === NONE ? [] : row));
    names.set(services, found);
  }
  return found;
}

/** The table as sets of one pool. */
interface PooledTable {
  readonly rows: readonly { readonly row: NamedPorts; readonly all: ServiceSetId }[];
  readonly classes: { readonly [C in PortClass]: ServiceSetId };
  /** What was asked for before. */
  readonly names: Map<ServiceSetId, readonly NamedPorts[]>;
}

const tables = new WeakMap<ServicePool, PooledTable>();

function tableIn(pool: ServicePool): PooledTable {
  const known = tables.get(pool);
  if (known) return known;
  const rows = PORT_TABLE.map((row) => ({ row, all: servicesNamed(pool, row) }));
  const joined = (own: PooledTable['rows']) => own.reduce((sum, { all }) => pool.union(sum, all), NONE);
  const ofClass = (portClass: PortClass) => joined(rows.filter(({ row }) => row.portClass === portClass));
  const table = {
    rows,
    names: new Map(),
    classes: {
      admin: ofClass('admin'),
      database: ofClass('database'),
      infrastructure: ofClass('infrastructure'),
      web: ofClass('web'),
      other: pool.subtract(ALL, joined(rows)),
    },
  };
  tables.set(pool, table);
  return table;
}

function servicesNamed(pool: ServicePool, { tcp = [], udp = [] }: NamedPorts): ServiceSetId {
  const [ofTcp, ofUdp] = [protocolPart(6).from, protocolPart(17).from];
  return pool.of(
    ...tcp.map((port) => [ofTcp + port, ofTcp + port + 1] as const),
    ...udp.map((port) => [ofUdp + port, ofUdp + port + 1] as const),
  );
}
