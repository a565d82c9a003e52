import { expect, test } from 'vitest';
import { imported } from '../cloudformation/templates.fixture.ts';

const place = { account: '111122223333', region: 'eu-west-1' };

async function attachedTo(vpc: string, attachments: readonly object[]) {
  const rows = {
    Gateway: ['InternetGateway', 'igw-1'],
    ...(attachments.length > 0 ? { Joined: ['VPCGatewayAttachment', 'IGW|vpc-1'] } : {}),
  };
  const { snapshot } = await imported({
    'vpcs.json': { ...place, Vpcs: [1, 2].map((n) => ({ VpcId: `vpc-${n}`, CidrBlock: `10.${n}.0.0/16` })) },
    'igws.json': { ...place, InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: attachments }] },
    'net.json': {
      Resources: {
        Gateway: { Type: 'AWS::EC2::InternetGateway' },
        Joined: {
          Type: 'AWS::EC2::VPCGatewayAttachment',
          Properties: { VpcId: vpc, InternetGatewayId: { Ref: 'Gateway' } },
        },
      },
    },
    'resources.json': {
      StackResources: Object.entries(rows).map(([LogicalResourceId, [type, PhysicalResourceId]]) => ({
        ...{ StackName: 'net', LogicalResourceId, PhysicalResourceId, ResourceStatus: 'CREATE_COMPLETE' },
        ResourceType: `AWS::EC2::${type}`,
      })),
    },
  });
  return snapshot.records.internetGateway.flatMap((one) => one.attachments.map((each) => each?.vpcId));
}

test('a gateway is attached to the VPC that its template says, and to no other', async () => {
  expect(await attachedTo('vpc-1', [])).toEqual(['vpc-1']);
  expect(await attachedTo('vpc-1', [{ VpcId: 'vpc-1', State: 'available' }])).toEqual(['vpc-1']);
  expect(await attachedTo('vpc-2', [{ VpcId: 'vpc-1', State: 'available' }])).toEqual(['vpc-2']);
});
