import { list, type RecordOf, shape, text } from '../model/fields.ts';
import { accountOfArn } from './arn.ts';
import type { Naming, Recorded, RecordType, Sign } from './resource-type.ts';

const hasInterface: readonly Sign[] = [{ in: 'networkInterface', at: 'description', like: /^arn:aws[^:]*:ecs:/ }];

const clusterFields = { clusterArn: text };
export type EcsCluster = RecordOf<typeof clusterFields>;

/** Only what it takes to ask for tasks. */
export const ecsCluster = {
  kind: 'ecsCluster',
  title: 'ECS cluster',
  aspects: {
    modelled: ['which tasks there are'],
  },
  calls: [{ service: 'ecs', operation: 'ListClusters', key: 'clusterArns', holds: { named: 'clusterArn' } }],
  without: 'Which ECS clusters have tasks is unknown.',
  neededBy: hasInterface,
  record: shape(clusterFields),
  key: (record) => record.clusterArn,
  owner: (record) => accountOfArn(record.clusterArn),
} as const satisfies RecordType<'ecsCluster', EcsCluster>;

// Never what it overrides: its environment holds secrets.
const fields = {
  taskArn: text,
  clusterArn: text,
  group: text,
  lastStatus: text,
  launchType: text,
  availabilityZone: text,
  attachments: list(shape({ id: text, type: text, status: text, details: list(shape({ name: text, value: text })) })),
  containers: list(
    shape({
      name: text,
      networkInterfaces: list(shape({ attachmentId: text, privateIpv4Address: text, ipv6Address: text })),
    }),
  ),
};
export type EcsTask = RecordOf<typeof fields>;

/** Its attachments name its interface, as a detail called `networkInterfaceId`. */
export const ecsTask = {
  kind: 'ecsTask',
  title: 'ECS task',
  aspects: {
    modelled: ['its interface'],
    assumed: { 'ENI-04': 'Its interfaces are found by the marks that AWS puts on them.' },
  },
  calls: [
    {
      service: 'ecs',
      operation: 'DescribeTasks',
      key: 'tasks',
      holds: 'elements',
      holdsSecrets: true,
      argument: { name: 'cluster', of: 'ecsCluster', field: 'clusterArn' },
      listed: { operation: 'ListTasks', key: 'taskArns', as: 'tasks', atMost: 100 },
      when: { has: 'taskArn' },
    },
  ],
  without: 'ECS tasks cannot be named as ends.',
  neededBy: [{ in: 'ecsCluster' }],
  record: shape(fields),
  key: (record) => record.taskArn,
  owner: (record) => accountOfArn(record.taskArn),
} as const satisfies RecordType<'ecsTask', EcsTask>;

export const ecsTaskNaming: Naming<Recorded<EcsTask>> = {
  word: 'ecs',
  // A service's tasks are a group: `service:NAME`.
  names: (record) => [record.taskArn?.split('/').at(-1), record.group?.replace(/^service:/, '')],
  interfaces: (record) =>
    record.attachments.flatMap((attachment) =>
      (attachment?.details ?? []).flatMap((one) => (one?.name === 'networkInterfaceId' ? one.value : [])),
    ),
};
