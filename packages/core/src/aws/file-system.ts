import { type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { Naming, Recorded, RecordType, Sign } from './resource-type.ts';

const hasInterface: readonly Sign[] = [{ in: 'networkInterface', at: 'description', like: /^EFS mount target/ }];

const fields = {
  FileSystemId: text,
  FileSystemArn: text,
  OwnerId: text,
  Name: text,
  LifeCycleState: text,
  Tags: tags,
};
export type FileSystem = RecordOf<typeof fields>;

export const fileSystem = {
  kind: 'fileSystem',
  title: 'EFS file system',
  aspects: {
    modelled: ['its mount targets and host name'],
    assumed: { 'ENI-04': 'Its interfaces are found by the marks that AWS puts on them.' },
  },
  calls: [
    {
      service: 'efs',
      operation: 'DescribeFileSystems',
      key: 'FileSystems',
      holds: 'elements',
      when: { lacks: 'FileSystemType' },
    },
  ],
  without: 'EFS file systems cannot be named as ends.',
  neededBy: hasInterface,
  idPrefix: 'fs-',
  record: shape(fields),
  key: (record) => record.fileSystemId,
  owner: (record) => record.ownerId,
} as const satisfies RecordType<'fileSystem', FileSystem>;

export const fileSystemNaming: Naming<Recorded<FileSystem>> = {
  word: 'efs',
  holdsData: true,
  names: (record) => [record.fileSystemArn, record.name],
  hosts: ({ fileSystemId, region }) => (region ? [`${fileSystemId}.efs.${region}.amazonaws.com`] : []),
  interfaces: (record, net) =>
    net
      .all('mountTarget')
      .filter(({ fileSystemId }) => fileSystemId === record.fileSystemId)
      .map(({ networkInterfaceId }) => networkInterfaceId),
  mark: /^EFS mount target for (fs-[0-9a-f]+)/,
};

const targetFields = {
  MountTargetId: text,
  FileSystemId: text,
  OwnerId: text,
  LifeCycleState: text,
  SubnetId: text,
  VpcId: text,
  NetworkInterfaceId: text,
  IpAddress: text,
  Ipv6Address: text,
  AvailabilityZoneId: text,
  AvailabilityZoneName: text,
};
export type MountTarget = RecordOf<typeof targetFields>;

export const mountTarget = {
  kind: 'mountTarget',
  title: 'EFS mount target',
  aspects: {
    modelled: ['its interface'],
  },
  calls: [
    {
      service: 'efs',
      operation: 'DescribeMountTargets',
      key: 'MountTargets',
      holds: 'elements',
      argument: { name: 'FileSystemId', of: 'fileSystem' },
    },
  ],
  without: 'Which interfaces are mount targets of a file system is unknown.',
  neededBy: [{ in: 'fileSystem' }],
  idPrefix: 'fsmt-',
  prefixes: (record) => [record.ipAddress, record.ipv6Address],
  isUnrouted: true,
  record: shape(targetFields),
  key: (record) => record.mountTargetId,
  owner: (record) => record.ownerId,
} as const satisfies RecordType<'mountTarget', MountTarget>;
