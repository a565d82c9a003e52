import type { RouteAnalysis, RouteAnalysisPath, StartRouteAnalysisResponse } from '@aws-sdk/client-networkmanager';
import { described, type ExplainedRouteEnd, type ExplainedRoutePath, type Network, type RouteHop } from '@hopwise/core';
import type { RoutesDocument } from '../routes-document.ts';
import { definition } from './definition.ts';
import { derivedUuid } from './derived-id.ts';

/** What `start-route-analysis` and `get-route-analysis` of Network Manager answer. */
export function routeAnalysisDocument(
  network: Network,
  { from, to, includeReturnPath, useMiddleboxes, forward, return: back }: RoutesDocument,
  globalNetworkId: string | undefined,
): StartRouteAnalysisResponse {
  const owner = from.transitGateway ? described(network, from.transitGateway).record?.account : undefined;
  return {
    RouteAnalysis: {
      ...(globalNetworkId ? { GlobalNetworkId: globalNetworkId } : {}),
      ...(owner ? { OwnerAccountId: owner } : {}),
      RouteAnalysisId: derivedUuid(globalNetworkId, from.text, to.text, includeReturnPath, useMiddleboxes),
      Status: 'COMPLETED',
      Source: endOf(network, from),
      Destination: endOf(network, to),
      IncludeReturnPath: includeReturnPath,
      UseMiddleboxes: useMiddleboxes,
      ForwardPath: pathOf(network, forward),
      ...(back ? { ReturnPath: pathOf(network, back) } : {}),
    },
  } satisfies { readonly RouteAnalysis: RouteAnalysis };
}

function endOf(network: Network, { text, attachment, transitGateway, address }: ExplainedRouteEnd) {
  const named = text.startsWith('arn:') ? text.split('/').slice(0, 2).join('/') : undefined;
  const attachmentArn = attachment ? (named ?? attachmentOf(network, attachment, transitGateway).arn) : undefined;
  const gatewayArn = transitGateway ? described(network, transitGateway).arn : undefined;
  return {
    ...(attachmentArn ? { TransitGatewayAttachmentArn: attachmentArn } : {}),
    ...(gatewayArn ? { TransitGatewayArn: gatewayArn } : {}),
    ...(address ? { IpAddress: address } : {}),
  };
}

/** A peering attachment is told apart by its gateway. */
function attachmentOf(network: Network, id: string, transitGateway: string | undefined) {
  const own = described(network, id);
  return own.arn || !transitGateway ? own : described(network, id, `${id}@${transitGateway}`);
}

/**
 * The result is one of two; of what is not known, the context says so. Reasons that Route Analyzer does not have are told
 * there alone.
 */
function pathOf(network: Network, { result, hops, reason }: ExplainedRoutePath): RouteAnalysisPath {
  const isConnected = result === 'connected';
  const code = REASONS.find((one) => one === reason?.code);
  const context = reason && {
    ...(result === 'unknown' ? { Verdict: 'unknown' } : {}),
    Code: reason.code,
    Resource: reason.at,
    Reason: reason.evidence.map(({ text }) => text).join('; '),
    ...(reason.missing ? { Missing: reason.missing.command } : {}),
  };
  return {
    CompletionStatus: {
      ResultCode: isConnected ? 'CONNECTED' : 'NOT_CONNECTED',
      ...(code && !isConnected ? { ReasonCode: code } : {}),
      ...(context ? { ReasonContext: context } : {}),
    },
    // The destination is 0.
    Path: hops.map((hop, position) => ({ Sequence: hops.length - 1 - position, ...componentOf(network, hop) })),
  };
}

function componentOf(network: Network, { component, transitGatewayId, is, middlebox, cidr }: RouteHop) {
  const { arn, name, record } =
    is === 'table' ? described(network, component) : attachmentOf(network, component, transitGatewayId);
  const gatewayArn = described(network, transitGatewayId).arn;
  return {
    Resource: {
      ...(gatewayArn ? { RegisteredGatewayArn: gatewayArn } : {}),
      ...(arn ? { ResourceArn: arn } : {}),
      ResourceType: is === 'table' ? 'transit-gateway-route-table' : 'transit-gateway-attachment',
      ...(record ? { Definition: definition(record) } : {}),
      ...(name ? { NameTag: name } : {}),
      IsMiddlebox: middlebox !== undefined,
    },
    ...(cidr ? { DestinationCidrBlock: cidr } : {}),
  };
}

/** As they are on the wire; the SDK's comments shorten them. */
const REASONS = [
  'TRANSIT_GATEWAY_ATTACHMENT_NOT_FOUND',
  'TRANSIT_GATEWAY_ATTACHMENT_NOT_IN_TRANSIT_GATEWAY',
  'CYCLIC_PATH_DETECTED',
  'TRANSIT_GATEWAY_ATTACHMENT_STABLE_ROUTE_TABLE_NOT_FOUND',
  'ROUTE_NOT_FOUND',
  'BLACKHOLE_ROUTE_FOR_DESTINATION_FOUND',
  'INACTIVE_ROUTE_FOR_DESTINATION_FOUND',
  'TRANSIT_GATEWAY_ATTACHMENT_ATTACH_ARN_NO_MATCH',
  'MAX_HOPS_EXCEEDED',
  'POSSIBLE_MIDDLEBOX',
  'NO_DESTINATION_ARN_PROVIDED',
] as const satisfies readonly NonNullable<NonNullable<RouteAnalysisPath['CompletionStatus']>['ReasonCode']>[];
