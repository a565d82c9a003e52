import type { Gone } from '../overlay/take-away.ts';
import { isTableUse } from '../overlay/take-table-use.ts';
import { own } from './draft.ts';
import type { Evaluator } from './evaluator.ts';
import type { LiveNames } from './live-names.ts';
import { resourceOf, type Stack, typeOf } from './stack.ts';
import { textOf } from './value.ts';

/** Resources that stacks have by the ids of what is deployed, and their templates no longer. */
export function goneFrom(stacks: readonly Stack[], evaluator: Evaluator, names: LiveNames): readonly Gone[] {
  const kept = new Set<string>();
  const gone: Gone[] = [];
  const joins: Joining[] = [];
  for (const stack of stacks) {
    for (const [logicalId, physicalId] of stack.physical) {
      const type = stack.types.get(logicalId) ?? (typeOf(resourceOf(stack, logicalId)) || undefined);
      const isThere = isKept(stack, logicalId, evaluator);
      const joining = isThere && /[|_]/.test(physicalId) ? joiningOf(stack, logicalId, type, evaluator) : undefined;
      if (joining) joins.push(joining);
      const isSame = !joining || isJoining(joining, physicalId);
      const id = names.arnOf(type ?? '', physicalId, stack) ?? physicalId;
      if (isThere && isSame) kept.add(identityOf({ physicalId: id, type }));
      else {
        const source = { file: stack.template.file, pointer: '/Resources' };
        gone.push({ logicalId, physicalId: id, type, source });
      }
    }
  }
  // What only has another name in the template, or is another stack's now, stays.
  const isLeft = ({ type, physicalId }: Gone) => joins.some((one) => one.type === type && isJoining(one, physicalId));
  return gone.filter((one) => !kept.has(identityOf(one)) && !isLeft(one));
}

/** What is called by the things that it joins: where it joins others, an update puts another one in its place. */
const JOINS: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::Route': [
    ...['RouteTableId', 'DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'],
  ],
  'AWS::EC2::TransitGatewayRoute': ['TransitGatewayRouteTableId', 'DestinationCidrBlock'],
  'AWS::EC2::TransitGatewayRouteTableAssociation': ['TransitGatewayRouteTableId', 'TransitGatewayAttachmentId'],
  'AWS::EC2::TransitGatewayRouteTablePropagation': ['TransitGatewayRouteTableId', 'TransitGatewayAttachmentId'],
  'AWS::EC2::VPCGatewayAttachment': ['VpcId'],
  'AWS::EC2::SecurityGroupVpcAssociation': ['GroupId', 'VpcId'],
};

interface Joining {
  readonly type: string;
  readonly parts: readonly string[];
}

/** What it joins by its template, as far as that has real ids or none yet; what AWS makes beside a thing stays what it is. */
function joiningOf(
  stack: Stack,
  logicalId: string,
  type: string | undefined,
  evaluator: Evaluator,
): Joining | undefined {
  if (type === undefined || !Object.hasOwn(JOINS, type)) return undefined;
  const properties = evaluator.properties(stack, logicalId);
  const parts = (JOINS[type] ?? []).flatMap((name) => textOf(own(properties, name)) ?? []);
  return { type, parts: parts.filter((one) => !one.includes('#')) };
}

/** The id of such a thing is made of theirs, in whatever order. */
function isJoining({ parts }: Joining, physicalId: string): boolean {
  const ids = physicalId.split(/[|_]/);
  return parts.every((one) => ids.includes(one));
}

/** What has the id of the thing that it is said of. */
const BESIDE: ReadonlySet<string> = new Set([
  'AWS::EC2::VPCEndpointServicePermissions',
  'AWS::EC2::GatewayRouteTableAssociation',
]);

/** An attachment that is associated with a table and propagates to it has one id for both. */
function identityOf({ physicalId, type }: Pick<Gone, 'physicalId' | 'type'>): string {
  return isTableUse(type) || BESIDE.has(type ?? '') ? `${type} ${physicalId}` : physicalId;
}

/** Where nobody can tell whether its condition holds, it stays. */
function isKept(stack: Stack, logicalId: string, evaluator: Evaluator): boolean {
  const resource = resourceOf(stack, logicalId);
  if (!resource) return false;
  return typeof resource.Condition !== 'string' || evaluator.isThere(stack, resource.Condition) !== false;
}
