import type { Snapshot } from '../aws/snapshot.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { nearestOf } from './nearest.ts';

/** Settings that have no effect, because the input has nothing they could be about. */
export function checkSettings({ records, settings }: Snapshot): readonly Diagnostic[] {
  const appliances = Object.keys(settings.appliances);
  if (appliances.length === 0) return [];
  const known = new Set([
    ...records.instance.map(({ instanceId }) => instanceId),
    ...records.networkInterface.flatMap((one) => [one.networkInterfaceId, one.attachment?.instanceId]),
    // What is behind a Gateway Load Balancer endpoint is stated of the endpoint, its service, its balancer or a target.
    ...records.vpcEndpoint.flatMap((one) => [one.vpcEndpointId, one.serviceName, one.serviceName?.split('.').at(-1)]),
    ...records.loadBalancer.flatMap((one) => [one.loadBalancerArn, one.loadBalancerName]),
    ...records.targetHealth.flatMap((one) => one.targetHealthDescriptions.map((listed) => listed?.target?.id)),
  ]);
  return appliances
    .filter((id) => !known.has(id))
    .map((id) => {
      const near = nearestOf(
        id,
        [...known].flatMap((one) => one ?? []),
      );
      return {
        code: 'SETTING_UNKNOWN_ID',
        severity: 'warning',
        message: `appliances: ${id} is no instance, interface or Gateway Load Balancer endpoint of the input, so what is stated of it has no effect.`,
        hint: near.length > 0 ? `Did you mean ${near.join(', ')}?` : 'Correct the id in hopwise.yaml.',
      };
    });
}
