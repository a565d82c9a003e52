import type { Kind } from '@hopwise/core';
import type { Assembly, Draft } from '../describe/assembly.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What is nothing without the things that it names. */
const BETWEEN: Partial<Record<Kind, readonly string[]>> = {
  clientVpnTargetNetwork: ['clientVpnEndpointId'],
  clientVpnRoute: ['clientVpnEndpointId'],
  clientVpnAuthorizationRule: ['clientVpnEndpointId'],
  securityGroupVpcAssociation: ['groupId', 'vpcId'],
  directConnectGatewayAttachment: ['directConnectGatewayId', 'virtualInterfaceId'],
  vpcEndpointConnection: ['serviceId', 'vpcEndpointId'],
};

/** What goes with things that go, and has an id of its own: endpoints of firewalls, caches of groups, attachments of VPNs. */
export function partsOf({ entries }: Assembly, gone: ReadonlySet<string>): readonly string[] {
  const keys = (kind: 'cacheCluster' | 'transitGatewayAttachment', isPart: (record: Draft) => boolean) =>
    (entries.get(kind) ?? []).flatMap(({ key, record }) => (isPart(record) ? [key] : []));
  const names = (entries.get('replicationGroup') ?? []).flatMap(({ key, record }) =>
    gone.has(key) ? [record.replicationGroupId] : [],
  );
  const made = (['firewall', 'firewallEndpointAssociation'] as const).flatMap((kind) =>
    (entries.get(kind) ?? []).flatMap(({ key, record }) => (gone.has(key) ? endpointsIn(record) : [])),
  );
  const between = Object.entries(BETWEEN).flatMap(([kind, names]) =>
    (entries.get(kind as Kind) ?? []).flatMap(({ key, record }) =>
      names.some((name) => gone.has(String(record[name]))) ? [key] : [],
    ),
  );
  return [
    ...made,
    ...between,
    ...keys('cacheCluster', ({ replicationGroupId: name }) => name !== undefined && names.includes(name)),
    ...keys('transitGatewayAttachment', ({ resourceId, resourceType }) => {
      return resourceType === 'vpn' && gone.has(String(resourceId));
    }),
  ];
}

function endpointsIn(record: Draft): readonly string[] {
  const { syncStates, transitGatewayAttachmentSyncState } = (record.firewallStatus ?? {}) as Fields;
  const { associationSyncState } = (record.vpcEndpointAssociationStatus ?? {}) as Fields;
  const states = Object.values({ ...(syncStates as Fields), ...(associationSyncState as Fields) });
  const ids = states.map((state) => ((state as Fields | undefined)?.attachment as Fields | undefined)?.endpointId);
  const attachment = (transitGatewayAttachmentSyncState as Fields | undefined)?.attachmentId;
  return [...ids, attachment].filter((id): id is string => typeof id === 'string');
}
