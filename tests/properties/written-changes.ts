import fc from 'fast-check';
import { type Raw, raw } from '../oracle/build.ts';
import type { NetworkPlan } from './plan.ts';
import { skeletonOf } from './skeleton.ts';

/** Any two networks, of which one comes to be the other: what both have by name changes, or is as it was. */
export const changesAmong = (
  plans: fc.Arbitrary<NetworkPlan>,
): fc.Arbitrary<readonly [before: NetworkPlan, after: NetworkPlan]> =>
  fc.tuple(plans, plans, fc.constantFrom('whole' as const, 'static' as const)).map(([before, after, listing]) => {
    // A gateway of another kind is another gateway, and an endpoint elsewhere has another interface.
    const vpcs = after.vpcs.map((one, i) => ({ ...one, nat: before.vpcs[i]?.nat ?? one.nat }));
    const first = { ...before, transit: { ...before.transit, listing } };
    return [withoutEndpoints(first), withoutEndpoints({ ...after, vpcs, hybrid: sameOutside(first, after) })] as const;
  });

/** No plan changes what sites announce, nor what tables list of it. */
function sameOutside({ hybrid: before }: NetworkPlan, { hybrid: after }: NetworkPlan): NetworkPlan['hybrid'] {
  const sites = after.sites.map((site, i) => ({ ...(before.sites[i] ?? site), links: site.links }));
  return { ...after, sites, routes: before.routes };
}

function withoutEndpoints(plan: NetworkPlan): NetworkPlan {
  return { ...plan, vpcs: plan.vpcs.map((one) => ({ ...one, hasInterfaceEndpoint: false })) };
}

/** Endpoints of gateways are routed by the list of their service. */
const S3_NAME = { PrefixListName: 'com.amazonaws.eu-west-1.s3' };

export function rawsOf(plan: NetworkPlan): readonly Raw[] {
  const all = skeletonOf(plan).map((one) =>
    one.fields.PrefixListId === 'pl-s3' ? { ...one, fields: { ...one.fields, ...S3_NAME } } : one,
  );
  const isStated = all.some(({ kind }) => kind === 'vpcBlockPublicAccessOptions');
  return isStated ? all : [...all, raw('vpcBlockPublicAccessOptions', { InternetGatewayBlockMode: 'off' })];
}
