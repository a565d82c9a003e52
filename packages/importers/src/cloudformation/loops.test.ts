import { expect, test } from 'vitest';
import { BASE, codesOf, imported, verdicts } from './templates.fixture.ts';

const EXTENSIONS = 'Transform: AWS::LanguageExtensions\n';
const ports = (over: string, more = '') => `${EXTENSIONS}${more}Resources:${BASE}
  Fn::ForEach::Rules:
    - Port
    - ${over}
    - In\${Port}:
        Type: AWS::EC2::SecurityGroupIngress
        Properties: { GroupId: !Ref Group, IpProtocol: tcp, FromPort: '\${Port}', ToPort: !Ref Port, CidrIp: 10.0.0.0/16 }
`;
const asked = [
  ['A', 'B:80'],
  ['A', 'B:443'],
  ['A', 'B:81'],
] as const;

test('a loop makes a resource of each item, and no extension is called a change', async () => {
  const network = await imported({ 'net.yaml': ports('[80, 443]') });
  expect(codesOf(network)).toEqual(['CLOUDFORMATION_ADDRESS_CHOSEN']);
  expect(verdicts(network, ...asked)).toEqual(['reachable', 'reachable', 'blocked']);
});

test('a loop runs over a parameter, whose value decides what there is', async () => {
  const template = ports('!Ref Ports', 'Parameters: { Ports: { Type: CommaDelimitedList } }\n');
  const network = await imported({ 'net.yaml': template }, { Ports: '443' });
  expect(verdicts(network, ...asked)).toEqual(['blocked', 'reachable', 'blocked']);
  const open = await imported({ 'net.yaml': template });
  expect(codesOf(open)).toContain('CLOUDFORMATION_UNRESOLVED');
});

test('loops in loops, and in properties, with names that ids may not hold', async () => {
  const network = await imported({
    'net.yaml': `${EXTENSIONS}
Mappings: { Ranges: { eu: { Cidrs: [10.0.0.0/24, 10.0.1.0/24] } } }
Resources:
  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
  Fn::ForEach::Subnets:
    - Cidr
    - !FindInMap [Ranges, eu, Cidrs]
    - Subnet&{Cidr}: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: !Ref Cidr } }
      Fn::ForEach::Hosts:
        - Name
        - [a, b]
        - Host&{Cidr}\${Name}:
            Type: AWS::EC2::Instance
            Properties:
              SubnetId: !Ref Subnet&{Cidr}
              Tags: [{ Key: Name, Value: !Sub '\${Name} in \${AWS::StackName}' }]
`,
  });
  expect(network.snapshot.records.subnet.map(({ cidrBlock }) => cidrBlock)).toEqual(['10.0.0.0/24', '10.0.1.0/24']);
  expect(network.snapshot.records.instance.map(({ instanceId, tags }) => [instanceId, tags?.Name])).toEqual([
    ['net.Host1000024a', 'a in net'],
    ['net.Host1000024b', 'b in net'],
    ['net.Host1001024a', 'a in net'],
    ['net.Host1001024b', 'b in net'],
  ]);
  expect(verdicts(network, ['Host1000024a', 'Host1001024b:443'])).toEqual(['reachable']);
  // Every copy is of the line where its loop begins.
  expect(new Set(network.snapshot.records.instance.map(({ source }) => source.line))).toEqual(new Set([6]));
});

test('loops that make more than CloudFormation would take are left out, with their place', async () => {
  const many = JSON.stringify(Array.from({ length: 200 }, (_, i) => `n${i}`));
  const nested = (depth: number): string =>
    depth === 0
      ? '{ Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: x } }'
      : `{ "Fn::ForEach::L${depth}": [I${depth}, ${many}, ${depth === 1 ? `{ "G\${I1}\${I2}\${I3}": ${nested(0)} }` : nested(depth - 1)}] }`;
  const start = Date.now();
  const network = await imported({ 'net.yaml': `${EXTENSIONS}Resources: ${nested(3)}` });
  expect(codesOf(network)).toContain('CLOUDFORMATION_UNRESOLVED');
  expect(Date.now() - start).toBeLessThan(10_000);
});

test('lengths, texts of JSON and defaults of mappings are worked out', async () => {
  const network = await imported(
    {
      'net.yaml': `${EXTENSIONS}
Parameters: { Zones: { Type: CommaDelimitedList } }
Conditions: { IsTwo: !Equals [{ Fn::Length: !Ref Zones }, '2'] }
Mappings: { Ranges: { eu: { Cidr: 10.9.0.0/16 } } }
Resources:
  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: !FindInMap [Ranges, us, Cidr, { DefaultValue: 10.1.0.0/16 }] } }
  Second: { Type: AWS::EC2::VPC, Condition: IsTwo, Properties: { CidrBlock: 10.2.0.0/16 } }
  Third:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: !Select [3, !Split ['"', !ToJsonString { Cidr: 10.3.0.0/16 }]] }
`,
    },
    { Zones: 'a,b' },
  );
  expect(network.snapshot.records.vpc.map(({ cidrBlock }) => cidrBlock)).toEqual([
    '10.2.0.0/16',
    '10.3.0.0/16',
    '10.1.0.0/16',
  ]);
});

test('a macro is named, and what it may add leaves open whether there is anything else', async () => {
  const whole = await imported({ 'net.yaml': `Transform: OurMacro\nResources:${BASE}` });
  expect(codesOf(whole)).toContain('CLOUDFORMATION_TRANSFORM');
  expect(verdicts(whole, ['A', '10.0.0.99:22'])).toEqual(['unknown']);
  const rule = `
  Rules:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupDescription: x, VpcId: !Ref Vpc, Fn::Transform: { Name: OurRules } }
  C: { Type: AWS::EC2::Instance, Properties: { SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref Rules] } }
`;
  const one = await imported({ 'net.yaml': `Resources:${BASE}${rule}` });
  expect(one.diagnostics.find(({ code }) => code === 'CLOUDFORMATION_TRANSFORM')?.message).toContain('Rules of');
  expect(verdicts(one, ['A', 'C:80'], ['A', 'B:22'], ['A', 'B:80'])).toEqual(['unknown', 'reachable', 'blocked']);
});
