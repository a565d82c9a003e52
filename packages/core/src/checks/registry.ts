import { acceptsAllAttachments } from './accepts-all-attachments.ts';
import { applianceModeOff } from './appliance-mode-off.ts';
import { asymmetricInspection } from './asymmetric-inspection.ts';
import { blackholeRoute } from './blackhole-route.ts';
import type { Check, CheckContext } from './check.ts';
import { classicCrossZoneOff } from './classic-cross-zone-off.ts';
import { clientVpnOpenToAll } from './client-vpn-open-to-all.ts';
import { danglingReference } from './dangling-reference.ts';
import { databaseInPublicSubnet } from './database-in-public-subnet.ts';
import { deadRouteTarget } from './dead-route-target.ts';
import { defaultSecurityGroupOpen } from './default-security-group-open.ts';
import { defaultSecurityGroupUsed } from './default-security-group-used.ts';
import type { EgressContext } from './egress-context.ts';
import { emptyStatelessRuleGroup } from './empty-stateless-rule-group.ts';
import { exposedAdminPort } from './exposed-admin-port.ts';
import { exposedBehindBalancer } from './exposed-behind-balancer.ts';
import { exposedByIpv6 } from './exposed-by-ipv6.ts';
import { exposedDatabasePort } from './exposed-database-port.ts';
import { exposedInfrastructurePort } from './exposed-infrastructure-port.ts';
import { exposedOtherPort } from './exposed-other-port.ts';
import { exposedToOwnAddresses } from './exposed-to-own-addresses.ts';
import { exposedWebPort } from './exposed-web-port.ts';
import type { ExposureContext } from './exposure-context.ts';
import { firewallPolicyPasses } from './firewall-policy-passes.ts';
import { impliedSecurityGroupRule } from './implied-security-group-rule.ts';
import { limitedEgress } from './limited-egress.ts';
import { listenerWithoutTarget } from './listener-without-target.ts';
import { natInPrivateSubnet } from './nat-in-private-subnet.ts';
import { oneWayPeering } from './one-way-peering.ts';
import { openAclAdminPort } from './open-acl-admin-port.ts';
import { openAdminPort } from './open-admin-port.ts';
import { openPort } from './open-port.ts';
import { openPortWithoutListener } from './open-port-without-listener.ts';
import { overlappingRanges } from './overlapping-ranges.ts';
import { privateInPublicSubnet } from './private-in-public-subnet.ts';
import { publicAccessNotBlocked } from './public-access-not-blocked.ts';
import { publicByDefaultSubnet } from './public-by-default-subnet.ts';
import { shadowedAclRule } from './shadowed-acl-rule.ts';
import { singleDirectConnect } from './single-direct-connect.ts';
import { singleZoneBalancer } from './single-zone-balancer.ts';
import { singleZoneEndpoint } from './single-zone-endpoint.ts';
import { singleZoneFunction } from './single-zone-function.ts';
import { singleZoneNat } from './single-zone-nat.ts';
import { sourceCheckOff } from './source-check-off.ts';
import { unansweredAclRule } from './unanswered-acl-rule.ts';
import { unassociatedAttachment } from './unassociated-attachment.ts';
import { unattachedZone } from './unattached-zone.ts';
import { unmatchableSecurityGroupRule } from './unmatchable-security-group-rule.ts';
import { unrestrictedAcl } from './unrestricted-acl.ts';
import { unrestrictedEgress } from './unrestricted-egress.ts';
import { unusedAddress } from './unused-address.ts';
import { unusedNetworkAcl } from './unused-network-acl.ts';
import { unusedRouteTable } from './unused-route-table.ts';
import { unusedSecurityGroup } from './unused-security-group.ts';
import { vpcWithoutFlowLog } from './vpc-without-flow-log.ts';
import { vpnTunnelDown } from './vpn-tunnel-down.ts';
import { widePeeringRoute } from './wide-peering-route.ts';

/** What `lint` runs, one line a check. */
export const lintChecks: readonly Check[] = [
  shadowedAclRule,
  unansweredAclRule,
  unrestrictedAcl,
  openAclAdminPort,
  unusedNetworkAcl,
  defaultSecurityGroupOpen,
  defaultSecurityGroupUsed,
  openAdminPort,
  openPort,
  impliedSecurityGroupRule,
  unmatchableSecurityGroupRule,
  unusedSecurityGroup,
  danglingReference,
  blackholeRoute,
  deadRouteTarget,
  unusedRouteTable,
  unusedAddress,
  natInPrivateSubnet,
  singleZoneNat,
  singleZoneEndpoint,
  singleZoneBalancer,
  singleZoneFunction,
  classicCrossZoneOff,
  listenerWithoutTarget,
  openPortWithoutListener,
  publicByDefaultSubnet,
  privateInPublicSubnet,
  databaseInPublicSubnet,
  sourceCheckOff,
  oneWayPeering,
  widePeeringRoute,
  overlappingRanges,
  unassociatedAttachment,
  unattachedZone,
  acceptsAllAttachments,
  asymmetricInspection,
  applianceModeOff,
  firewallPolicyPasses,
  emptyStatelessRuleGroup,
  vpnTunnelDown,
  singleDirectConnect,
  clientVpnOpenToAll,
  vpcWithoutFlowLog,
  publicAccessNotBlocked,
];

/** What `exposure` runs. */
export const exposureChecks: readonly Check<ExposureContext>[] = [
  exposedAdminPort,
  exposedDatabasePort,
  exposedInfrastructurePort,
  exposedWebPort,
  exposedOtherPort,
  exposedBehindBalancer,
  exposedByIpv6,
  exposedToOwnAddresses,
];

/** What `exposure --egress` runs. */
export const egressChecks: readonly Check<EgressContext>[] = [unrestrictedEgress, limitedEgress];

/** What is told of a check without running it. */
export type CheckFacts = Omit<Check<CheckContext>, 'run'>;

/** Every check that any command runs: for help, documents and the names that options take. */
export const allChecks: readonly CheckFacts[] = [...lintChecks, ...exposureChecks, ...egressChecks];
