import fc from 'fast-check';
import { type Raw, raw } from '../oracle/build.ts';
import { type Balancing, balanced, balancings } from './changed-balancers.ts';
import { type Transiting, transited, transitings } from './changed-transit.ts';
import type { NetworkPlan } from './plan.ts';
import { skeletonOf } from './skeleton.ts';

/** A network with what else can change in it. */
export type ChangingPlan = NetworkPlan & { readonly balancing: readonly Balancing[]; readonly transiting: Transiting };

/** Any two networks, of which one comes to be the other: what both have by name changes, or is as it was. */
export const changesAmong = (
  plans: fc.Arbitrary<NetworkPlan>,
): fc.Arbitrary<readonly [before: ChangingPlan, after: ChangingPlan]> => {
  const changing = fc
    .tuple(plans, balancings, transitings)
    .map(([plan, balancing, transiting]) => ({ ...plan, balancing, transiting }));
  return fc
    .tuple(changing, changing, fc.constantFrom('whole' as const, 'static' as const))
    .map(([before, after, listing]) => {
      // A gateway of another kind is another gateway, and an endpoint elsewhere has another interface.
      const vpcs = after.vpcs.map((one, i) => ({ ...one, nat: before.vpcs[i]?.nat ?? one.nat }));
      const hybrid = alikeAnnounced(before, after);
      const first = { ...before, hybrid, transit: { ...before.transit, listing } };
      return [
        withoutEndpoints(first),
        withoutEndpoints({ ...after, vpcs, hybrid: sameOutside(first, after) }),
      ] as const;
    });
};

/** Only the last link of a site announces something longer: where another link is the last after it, none does. */
function alikeAnnounced({ hybrid: before }: NetworkPlan, { hybrid: after }: NetworkPlan): NetworkPlan['hybrid'] {
  const sites = before.sites.map((site, i) => {
    const isSame = site.announces !== 'longer' || after.sites[i]?.links.length === site.links.length;
    return isSame ? site : { ...site, announces: 'prefixes' as const };
  });
  return { ...before, sites };
}

/** No plan changes what sites announce, nor what tables list of it. */
function sameOutside({ hybrid: before }: NetworkPlan, { hybrid: after }: NetworkPlan): NetworkPlan['hybrid'] {
  const sites = after.sites.map((site, i) => ({ ...(before.sites[i] ?? site), links: site.links }));
  return { ...after, sites, routes: before.routes };
}

function withoutEndpoints(plan: ChangingPlan): ChangingPlan {
  return { ...plan, vpcs: plan.vpcs.map((one) => ({ ...one, hasInterfaceEndpoint: false })) };
}

/** Endpoints of gateways are routed by the list of their service. */
const S3_NAME = { PrefixListName: 'com.amazonaws.eu-west-1.s3' };

export function rawsOf(plan: ChangingPlan): readonly Raw[] {
  const all = transited(balanced(skeletonOf(plan), plan.balancing), plan.transiting).map((one) =>
    one.fields.PrefixListId === 'pl-s3' ? { ...one, fields: { ...one.fields, ...S3_NAME } } : one,
  );
  const isStated = all.some(({ kind }) => kind === 'vpcBlockPublicAccessOptions');
  return isStated ? all : [...all, raw('vpcBlockPublicAccessOptions', { InternetGatewayBlockMode: 'off' })];
}
