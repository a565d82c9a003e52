import { ALL, group, type Raw } from '../oracle/build.ts';
import type { Site } from './skeleton.ts';

const profiles = ['open', 'web', 'app', 'listed', 'outward', 'mixed'] as const;
type Profile = (typeof profiles)[number];

/** Six groups a VPC, from open to picky; rules refer to one another, to prefix lists and over peering. */
export function groupsOf(site: Site, sites: readonly Site[]): readonly Raw[] {
  return profiles.map((profile) => group(idOf(site.k, profile), `vpc-${site.k}`, rulesOf(profile, site, sites)));
}

/** The groups of a host: mostly one, sometimes two. */
export function groupOf(k: number, roll: number): readonly string[] {
  if (roll >= 9) return [idOf(k, 'listed'), idOf(k, 'web')];
  const profile = (['open', 'app', 'app', 'listed', 'outward', 'mixed', 'app', 'outward', 'web'] as const)[roll];
  return [idOf(k, profile ?? 'open')];
}

function idOf(k: number, profile: Profile): string {
  return `sg-${k}${profile}`;
}

const EVERYWHERE = { IpRanges: [{ CidrIp: '0.0.0.0/0' }], Ipv6Ranges: [{ CidrIpv6: '::/0' }] };
const HOME = { IpRanges: [{ CidrIp: '10.0.0.0/8' }], Ipv6Ranges: [{ CidrIpv6: '2600:1f18::/32' }] };
const any = (peers: object) => ({ IpProtocol: '-1', ...peers });
const ports = (protocol: string, FromPort: number, ToPort: number, peers: object) => ({
  IpProtocol: protocol,
  FromPort,
  ToPort,
  ...peers,
});

function rulesOf(profile: Profile, { k }: Site, sites: readonly Site[]): object {
  const groups = (of: readonly Profile[], more: readonly Site[] = []) => ({
    UserIdGroupPairs: [{ k }, ...more].flatMap((one) => of.map((each) => ({ GroupId: idOf(one.k, each) }))),
  });
  switch (profile) {
    case 'open':
      return {};
    case 'web':
      return { IpPermissions: [ports('tcp', 22, 8080, EVERYWHERE), ports('icmp', 8, -1, EVERYWHERE), any(HOME)] };
    case 'app': {
      const others = sites.filter((one) => one.k !== k);
      return {
        IpPermissions: [any(groups(['open', 'web', 'app', 'outward'], others)), ports('udp', 53, 53, EVERYWHERE)],
      };
    }
    case 'listed': {
      const list = { PrefixListIds: [{ PrefixListId: 'pl-home' }] };
      return {
        IpPermissions: [any(list), ports('tcp', 443, 443, EVERYWHERE)],
        IpPermissionsEgress: [
          any({ PrefixListIds: [{ PrefixListId: 'pl-home' }, { PrefixListId: 'pl-s3' }] }),
          ports('tcp', 0, 8080, EVERYWHERE),
        ],
      };
    }
    case 'outward':
      return {
        IpPermissions: ALL,
        IpPermissionsEgress: [
          any(groups(['open', 'web', 'app'])),
          ports('tcp', 1, 32768, EVERYWHERE),
          ports('icmpv6', -1, -1, EVERYWHERE),
        ],
      };
    case 'mixed':
      return {
        IpPermissions: [
          ports('tcp', 1024, 65535, HOME),
          ports('udp', 0, 65535, HOME),
          ports('icmp', 3, 4, EVERYWHERE),
          ports('icmp', 8, 0, EVERYWHERE),
          ports('icmpv6', 128, -1, HOME),
          ports('50', -1, -1, HOME),
          ports('tcp', 80, 80, EVERYWHERE),
        ],
        IpPermissionsEgress: [any(EVERYWHERE)],
      };
  }
}
