import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile, findPath, parseQuestion, type Verdict } from '@hopwise/core';
import { type ImportedFiles, importSnapshot } from '../import-snapshot.ts';

/** The files of a folder by name, imported together. */
export async function imported(
  files: Readonly<Record<string, string | object>>,
  parameters: Readonly<Record<string, string>> = {},
): Promise<ImportedFiles> {
  const folder = mkdtempSync(join(tmpdir(), 'hopwise-'));
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  try {
    return await importSnapshot([folder], { parameters: new Map(Object.entries(parameters)) });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function codesOf({ diagnostics }: ImportedFiles): readonly string[] {
  return diagnostics.map(({ code }) => code).filter((code) => code !== 'NOT_COLLECTED');
}

export function verdicts(
  { snapshot }: ImportedFiles,
  ...asked: readonly (readonly [string, string])[]
): readonly Verdict[] {
  const network = compile(snapshot);
  return asked.map(([from, to]) => findPath(network, parseQuestion(network, { from, to })).verdict);
}

/** A VPC with a subnet and a group that takes ssh from the VPC, and two servers in them. */
export const BASE = `
  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
  Subnet: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24 } }
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: x
      VpcId: !Ref Vpc
      SecurityGroupIngress: { IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !GetAtt Vpc.CidrBlock }
  A: { Type: AWS::EC2::Instance, Properties: { SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref Group] } }
  B: { Type: AWS::EC2::Instance, Properties: { SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref Group] } }
`;
