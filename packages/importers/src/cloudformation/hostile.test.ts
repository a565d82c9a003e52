import { compile } from '@hopwise/core';
import { expect, test } from 'vitest';
import { BASE, codesOf, imported } from './templates.fixture.ts';

test('a bomb of aliases is refused with its file', async () => {
  const levels = 'bcdefghi'.split('').map((name, i) => `${name}: &${name} [${`*${'abcdefgh'[i]},`.repeat(9)}]`);
  const bomb = `AWSTemplateFormatVersion: x\na: &a [x,x,x,x,x,x,x,x,x]\n${levels.join('\n')}\nResources: { V: { Type: AWS::EC2::VPC, Properties: { Tags: *i } } }`;
  const { diagnostics } = await imported({ 'bomb.yaml': bomb, 'net.yaml': `Resources:${BASE}` });
  const [one] = diagnostics.filter(({ code }) => code === 'CLOUDFORMATION_FORM');
  expect(one?.message).toContain('bomb.yaml');
  expect(one?.message).toMatch(/alias/i);
});

test('an alias within its own anchor is refused with its file, and the rest goes on', async () => {
  const looped = 'Resources: { V: { Type: AWS::EC2::VPC, Properties: { CidrBlock: &a [*a] } } }';
  const stack = await imported({ 'looped.yaml': looped, 'net.yaml': `Resources:${BASE}` });
  const [one] = stack.diagnostics.filter(({ code }) => code === 'CLOUDFORMATION_FORM');
  expect(one?.message).toMatch(/looped\.yaml cannot be read as a template: an alias leads back/);
  expect(stack.snapshot.records.vpc).toHaveLength(1);
});

test('nesting without end is refused, and the rest goes on', async () => {
  const text = `Resources: { V: { Type: AWS::EC2::VPC, Properties: { CidrBlock: ${'['.repeat(20_000)}`;
  const stack = await imported({ 'deep.yaml': text, 'net.yaml': `Resources:${BASE}` });
  expect(codesOf(stack)).toContain('CLOUDFORMATION_FORM');
  expect(stack.snapshot.records.vpc).toHaveLength(1);
});

test.each([500, 60])('functions %i deep are refused or unknown', async (depth) => {
  const deep = `${'{"Fn::Join":["",['.repeat(depth)}"x"${']]}'.repeat(depth)}`;
  const resources = `{"Resources":{"V":{"Type":"AWS::EC2::VPC","Properties":{"CidrBlock":${deep}}}}}`;
  const stack = await imported({ 'net.json': resources, 'net.yaml': `Resources:${BASE}` });
  const [code] = codesOf(stack).filter((one) => /FORM|UNRESOLVED/.test(one));
  expect(code).toBeDefined();
});

test('outputs that double one another end at a bound', async () => {
  const outputs = Array.from({ length: 60 }, (_, i) => [
    `O${i}`,
    {
      Value: { 'Fn::Join': ['', [{ 'Fn::ImportValue': `e${i + 1}` }, { 'Fn::ImportValue': `e${i + 1}` }]] },
      Export: { Name: `e${i}` },
    },
  ]);
  const last = ['O60', { Value: '10.0.0.0/16', Export: { Name: 'e60' } }];
  const stack = await imported({
    'net.json': {
      Resources: { V: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: { 'Fn::ImportValue': 'e0' } } } },
      Outputs: Object.fromEntries([...outputs, last]),
    },
  });
  expect(codesOf(stack)).toContain('CLOUDFORMATION_UNRESOLVED');
});

test('templates that nest themselves, and parameters that lead back, end', async () => {
  const nested = (file: string) => ({
    Parameters: { P: { Type: 'String' } },
    Resources: {
      N: {
        Type: 'AWS::CloudFormation::Stack',
        Properties: { TemplateURL: file, Parameters: { P: { 'Fn::GetAtt': ['N', 'Outputs.P'] } } },
      },
      V: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: { Ref: 'P' } } },
    },
    Outputs: { P: { Value: { Ref: 'P' } } },
  });
  const root = { Resources: { R: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'a.json' } } } };
  const stack = await imported({ 'a.json': nested('b.json'), 'b.json': nested('a.json'), 'root.json': root });
  expect(stack.snapshot.records.vpc.length).toBeLessThan(20);
  expect(codesOf(stack)).toContain('CLOUDFORMATION_NESTED_MISSING');
});

test.each([
  ['properties that are none', { V: { Type: 'AWS::EC2::VPC', Properties: 'x' } }],
  ['a resource that is none', { V: 7, W: null, X: { Type: 'AWS::EC2::VPC' } }],
  ['a type that is none', { V: { Type: { Ref: 'x' } }, X: { Type: 'AWS::EC2::Subnet' } }],
  ['lists for texts', { X: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ['a'], CidrBlock: { a: 1 } } } }],
  [
    'functions with odd arguments',
    {
      X: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: { 'Fn::Select': 'x' } } },
      Y: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: { 'Fn::Cidr': [] } } },
      Z: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: { 'Fn::GetAtt': 7 } } },
      W: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: { 'Fn::Sub': {} } } },
      U: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: { 'Fn::If': ['x'] } } },
      T: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: { 'Fn::FindInMap': ['__proto__', 'a', 'b'] } } },
    },
  ],
  [
    'names of every object',
    {
      __proto__x: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: { Ref: 'constructor' } } },
      constructor: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { 'Fn::GetAtt': ['toString', 'Id'] } } },
    },
  ],
  [
    'rules of no kind',
    { G: { Type: 'AWS::EC2::SecurityGroup', Properties: { SecurityGroupIngress: [1, null, [], 'x', { Ref: 'y' }] } } },
  ],
])('%s end in no fault', async (_, resources) => {
  const { snapshot } = await imported({
    'odd.json': { AWSTemplateFormatVersion: '2010-09-09', Resources: { ...resources, Ok: { Type: 'AWS::EC2::VPC' } } },
  });
  compile(snapshot);
});

test('five hundred resources, as many as a stack may have, are all read', async () => {
  const rules = Array.from({ length: 495 }, (_, i) => [
    `R${i}`,
    {
      Type: 'AWS::EC2::SecurityGroupIngress',
      Properties: { GroupId: { Ref: 'G' }, IpProtocol: 'tcp', FromPort: i, ToPort: i, CidrIp: '10.0.0.0/8' },
    },
  ]);
  const stack = await imported({
    'big.json': { Resources: { G: { Type: 'AWS::EC2::SecurityGroup', Properties: {} }, ...Object.fromEntries(rules) } },
  });
  expect(stack.snapshot.records.securityGroupRule.length).toBeGreaterThan(495);
});
