import { type Edit, PRICE } from '../model/change.ts';
import { editCommand, newId } from './edit-command.ts';
import type { Lookup } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';
import { works } from './states.ts';

type Exclusion = RecordOfKind<'vpcBlockPublicAccessExclusion'>;

/** The place of an edge that an exclusion may name: its subnet, or the VPC where only that would do (BPA-04, BPA-07). */
export interface Excludable {
  readonly id: string;
  readonly kind: 'subnet' | 'vpc';
  /** For what a NAT gateway or an egress-only gateway sends, less is enough (BPA-03). */
  readonly mode: 'allow-egress' | 'allow-bidirectional';
}

export function excludes({ resourceArn }: Exclusion, id: string | undefined): boolean {
  return resourceArn !== undefined && id !== undefined && (resourceArn === id || resourceArn.endsWith(`/${id}`));
}

/** Excludes a subnet or VPC, or widens the exclusion that it has; not where the organisation forbids that. */
export function exclusionEdits(
  net: Lookup,
  options: RecordOfKind<'vpcBlockPublicAccessOptions'> | undefined,
  { id, kind, mode }: Excludable,
): readonly Edit[] {
  const place = kind === 'subnet' ? net.get('subnet', id) : net.get('vpc', id);
  if (!options || !place || works(options.exclusionsAllowed ?? '-', 'not-allowed')) return [];
  const known = net
    .all('vpcBlockPublicAccessExclusion')
    .find((one) => excludes(one, id) && works(one.state ?? '-', 'create-complete', 'update-complete'));
  const { account, region } = place;
  if (known?.exclusionId) return [widened(known, known.exclusionId, mode)];
  const component = newId(
    (one) => net.get('vpcBlockPublicAccessExclusion', one) !== undefined,
    `vpcbpa-exclude-new-${id}`,
  );
  const owner = place.ownerId ?? account ?? '';
  const value = {
    ExclusionId: component,
    InternetGatewayExclusionMode: mode,
    ResourceArn: `arn:aws:ec2:${region ?? ''}:${owner}:${kind}/${id}`,
    State: 'create-complete',
    ...(account ? { account } : {}),
    ...(region ? { region } : {}),
  };
  const words = { [`${kind}-id`]: id, 'internet-gateway-exclusion-mode': mode };
  return [
    {
      component: id,
      price: PRICE.option,
      text: `exclude it from VPC Block Public Access, ${mode} (${component} stands for the exclusion's id)`,
      commands: [editCommand('create-vpc-block-public-access-exclusion', words, place)],
      changes: [{ op: 'add', component, at: '', value }],
    },
  ];
}

function widened(exclusion: Exclusion, component: string, mode: string): Edit {
  const words = { 'exclusion-id': component, 'internet-gateway-exclusion-mode': mode };
  return {
    component,
    price: PRICE.option,
    text: `change its mode to ${mode}`,
    commands: [editCommand('modify-vpc-block-public-access-exclusion', words, exclusion)],
    changes: [{ op: 'replace', component, at: '/InternetGatewayExclusionMode', value: mode }],
  };
}

export function withoutExclusion(exclusion: Exclusion): readonly Edit[] {
  const { exclusionId: component } = exclusion;
  if (!component) return [];
  return [
    {
      component,
      price: PRICE.option,
      text: 'delete the exclusion from VPC Block Public Access',
      commands: [editCommand('delete-vpc-block-public-access-exclusion', { 'exclusion-id': component }, exclusion)],
      changes: [{ op: 'remove', component, at: '' }],
    },
  ];
}
