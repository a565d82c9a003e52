import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Network } from '@hopwise/core';
import { networkOf } from './three-tier-forms.ts';

/** Stacks with a server in a subnet that they make, since they have none of their own; its group sends everything. */
export async function withProbe(application: string, stack: string, vpc: string, subnet: string): Promise<Network> {
  const folder = mkdtempSync(join(tmpdir(), 'hopwise-'));
  const group = { Type: 'AWS::EC2::SecurityGroup', Properties: { VpcId: `${stack}.${vpc}` } };
  const server = { SubnetId: `${stack}.${subnet}`, SecurityGroupIds: [{ Ref: 'Group' }] };
  const body = { Resources: { Group: group, Probe: { Type: 'AWS::EC2::Instance', Properties: server } } };
  writeFileSync(join(folder, 'probe.json'), JSON.stringify(body));
  return networkOf(application, folder);
}
