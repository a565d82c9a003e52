import { integer, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const fields = {
  connectionId: text,
  connectionName: text,
  connectionState: text,
  ownerAccount: text,
  region: text,
  location: text,
  bandwidth: text,
  lagId: text,
  tags,
};
export type DirectConnectConnection = RecordOf<typeof fields>;

export const directConnectConnection = {
  kind: 'directConnectConnection',
  title: 'Direct Connect connection',
  aspects: {
    modelled: ['whether it is up'],
  },
  calls: [
    {
      service: 'directconnect',
      operation: 'DescribeConnections',
      key: 'connections',
      holds: 'elements',
      when: { has: 'connectionState' },
    },
  ],
  without: 'Which virtual interfaces share a Direct Connect connection, and whether it is up, is unknown.',
  neededBy: [{ in: 'virtualInterface', at: 'connectionId', like: /^dxcon-/ }],
  idPrefix: 'dxcon-',
  record: shape(fields),
  key: (record) => record.connectionId,
  owner: (record) => record.ownerAccount,
} as const satisfies RecordType<'directConnectConnection', DirectConnectConnection>;

const lagFields = {
  lagId: text,
  lagName: text,
  lagState: text,
  ownerAccount: text,
  region: text,
  location: text,
  minimumLinks: integer,
  connections: list(shape({ connectionId: text, connectionState: text })),
  tags,
};
export type DirectConnectLag = RecordOf<typeof lagFields>;

/** Several connections that are one to virtual interfaces. */
export const directConnectLag = {
  kind: 'directConnectLag',
  title: 'Direct Connect link aggregation group',
  aspects: {
    modelled: ['the connections that it carries, whether it is up'],
  },
  calls: [{ service: 'directconnect', operation: 'DescribeLags', key: 'lags', holds: 'elements' }],
  without: 'Which connections carry virtual interfaces of a link aggregation group is unknown.',
  neededBy: [{ in: 'virtualInterface', at: 'connectionId', like: /^dxlag-/ }],
  idPrefix: 'dxlag-',
  record: shape(lagFields),
  key: (record) => record.lagId,
  owner: (record) => record.ownerAccount,
} as const satisfies RecordType<'directConnectLag', DirectConnectLag>;
