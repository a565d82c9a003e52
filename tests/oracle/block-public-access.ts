import { coverageOf, present, same, sameWord, works } from './lookups.ts';
import { doubt, type Walk } from './packet.ts';

/**
 * The reason why VPC Block Public Access refuses, if it does. `way` is how the packet meets the gateway: `direct`, or
 * as part of a flow that can only be opened from inside, by a NAT gateway or an egress-only gateway (BPA-03).
 */
export function checkPublicAccess(
  walk: Walk,
  vpcId: string | undefined,
  subnetId: string | undefined,
  way: 'direct' | 'outbound',
): string | undefined {
  const { records } = walk.look.snapshot;
  const subnet = walk.look.subnets.get(subnetId ?? '');
  const vpc = walk.look.vpcs.get(vpcId ?? '');
  // BPA-01: the owner's setting governs, also over what participants put into a shared subnet.
  const account = subnet?.ownerId ?? subnet?.account ?? vpc?.ownerId ?? vpc?.account;
  const region = subnet?.region ?? vpc?.region;
  const options = records.vpcBlockPublicAccessOptions.find(
    (one) => same(one.awsAccountId ?? one.account, account) && same(one.awsRegion ?? one.region, region),
  );
  const mode = options
    ? options.internetGatewayBlockMode
    : (subnet?.blockPublicAccessStates ?? vpc?.blockPublicAccessStates)?.internetGatewayBlockMode;
  if (mode === undefined || sameWord(mode, 'off')) return undefined;
  walk.kinds.add('blockPublicAccess');
  const exclusions = options ? exclusionsOf(walk, vpcId, subnetId) : [];
  if (exclusions.includes('allow-bidirectional')) return undefined;
  const refused = refusal(walk, mode, exclusions, way);
  const place = { account, region };
  const isSure = !options || coverageOf(walk.look.snapshot, 'vpcBlockPublicAccessExclusion', place) === 'complete';
  return isSure || refused === undefined ? refused : doubt(walk, 'BPA-04 exclusions were not collected');
}

function refusal(
  walk: Walk,
  mode: string,
  exclusions: readonly string[],
  way: 'direct' | 'outbound',
): string | undefined {
  if (sameWord(mode, 'block-ingress')) return way === 'outbound' ? undefined : 'BPA-03 block-ingress';
  if (!sameWord(mode, 'block-bidirectional')) return doubt(walk, `BPA-02 unknown mode ${mode}`);
  // BPA-04: an egress exclusion makes the place behave like block-ingress, no more.
  const isOpen = way === 'outbound' && exclusions.includes('allow-egress');
  return isOpen ? undefined : 'BPA-02 block-bidirectional';
}

function exclusionsOf(walk: Walk, vpcId: string | undefined, subnetId: string | undefined): readonly string[] {
  const covering = walk.look.snapshot.records.vpcBlockPublicAccessExclusion.filter(({ resourceArn, state }) => {
    const id = resourceArn?.split('/').at(-1);
    return id !== undefined && (id === vpcId || id === subnetId) && works(state, 'create-complete', 'update-complete');
  });
  return present(covering.map((one) => one.internetGatewayExclusionMode?.toLowerCase()));
}
