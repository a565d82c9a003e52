import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { importSnapshot } from '../import-snapshot.ts';
import { imported } from './templates.fixture.ts';

test('templates may be one line each of a file, and packed', async () => {
  const vpc = (CidrBlock: string) =>
    JSON.stringify({ Resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock } } } });
  const { snapshot } = await imported({ 'net.json': `${vpc('10.1.0.0/16')}\n${vpc('10.2.0.0/16')}\n` });
  expect(snapshot.records.vpc.map(({ vpcId, cidrBlock }) => [vpcId, cidrBlock])).toEqual([
    ['net-2.Vpc', '10.2.0.0/16'],
    ['net.Vpc', '10.1.0.0/16'],
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'hopwise-'));
  const text = 'Resources: { Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.3.0.0/16 } } }\n';
  writeFileSync(join(folder, 'net.yaml.gz'), gzipSync(text));
  const packed = await importSnapshot([folder]);
  rmSync(folder, { recursive: true });
  expect(packed.snapshot.records.vpc.map(({ cidrBlock }) => cidrBlock)).toEqual(['10.3.0.0/16']);
});
