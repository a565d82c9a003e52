import { describe, expect, test } from 'vitest';
import { verdicts as asked, imported as templates } from '../cloudformation/templates.fixture.ts';
import { BLACKHOLE, BOTH, dumpOf, place } from './transit.fixture.ts';

describe('a template over the tables of transit gateways', () => {
  const rows = (more: Readonly<Record<string, readonly [string, string]>> = {}) => ({
    StackResources: Object.entries({ Hub: ['AWS::EC2::TransitGateway', 'tgw-1'], ...more }).map(
      ([LogicalResourceId, [ResourceType, PhysicalResourceId]]) => ({
        ...{ StackName: 'hub', StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/hub/1' },
        ...{ LogicalResourceId, ResourceType, PhysicalResourceId, ResourceStatus: 'CREATE_COMPLETE' },
      }),
    ),
  });
  const ask = async (Resources: object, routes: readonly object[], more = rows()) => {
    const { files, ...dump } = dumpOf({ routes }) as { readonly files: readonly object[] };
    const template = { Resources: { Hub: { Type: 'AWS::EC2::TransitGateway' }, ...Resources } };
    const documents = [dump, ...files.map((one) => ({ ...place, ...one })), more].map((one, i) => [`${i}.json`, one]);
    const all = await templates({ ...Object.fromEntries(documents), 'hub.json': template });
    return asked(all, ['eni-1', '10.2.0.10:443'], ['eni-1', '10.3.0.10:443']);
  };
  const drop = {
    Type: 'AWS::EC2::TransitGatewayRoute',
    Properties: {
      TransitGatewayRouteTableId: { 'Fn::GetAtt': ['Hub', 'AssociationDefaultRouteTableId'] },
      DestinationCidrBlock: '10.2.0.0/24',
      Blackhole: true,
    },
  };
  const third = {
    Type: 'AWS::EC2::TransitGatewayVpcAttachment',
    Properties: { TransitGatewayId: { Ref: 'Hub' }, VpcId: 'vpc-3', SubnetIds: ['subnet-3'] },
  };

  test('adds what it has and leaves what others have', async () => {
    expect(await ask({}, BOTH)).toEqual(['reachable', 'blocked']);
    expect(await ask({ Drop: drop }, BOTH)).toEqual(['blocked', 'blocked']);
    expect(await ask({ Third: third }, BOTH)).toEqual(['reachable', 'reachable']);
  });

  test('takes away a route that it no longer has', async () => {
    expect(await ask({}, [...BOTH, BLACKHOLE])).toEqual(['blocked', 'blocked']);
    const before = rows({ Drop: ['AWS::EC2::TransitGatewayRoute', 'tgw-rtb-1|10.2.0.0/24'] });
    expect(await ask({}, [...BOTH, BLACKHOLE], before)).toEqual(['reachable', 'blocked']);
    expect(await ask({ Drop: drop }, [...BOTH, BLACKHOLE], before)).toEqual(['blocked', 'blocked']);
  });

  test('takes away a route that its own name leads elsewhere now', async () => {
    const before = rows({ Drop: ['AWS::EC2::TransitGatewayRoute', 'tgw-rtb-1|10.2.0.0/24'] });
    const elsewhere = { ...drop, Properties: { ...drop.Properties, DestinationCidrBlock: '10.9.0.0/24' } };
    expect(await ask({ Drop: elsewhere }, [...BOTH, BLACKHOLE], before)).toEqual(['reachable', 'blocked']);
    // What has changed names with another stays.
    expect(await ask({ Drop: elsewhere, Other: drop }, [...BOTH, BLACKHOLE], before)).toEqual(['blocked', 'blocked']);
  });

  test('takes away uses of a table that it no longer has', async () => {
    const table = { 'Fn::GetAtt': ['Hub', 'AssociationDefaultRouteTableId'] };
    const uses = { TransitGatewayAttachmentId: 'tgw-attach-2', TransitGatewayRouteTableId: table };
    const [associated, propagated] = ['Association', 'Propagation'].map((use) => {
      const Type = `AWS::EC2::TransitGatewayRouteTable${use}`;
      return { Type, Properties: uses };
    });
    for (const id of ['tgw-rtb-1|tgw-attach-2', 'tgw-attach-2_tgw-rtb-1']) {
      const before = rows({
        In: ['AWS::EC2::TransitGatewayRouteTableAssociation', id],
        To: ['AWS::EC2::TransitGatewayRouteTablePropagation', id],
      });
      expect(await ask({ In: associated, To: propagated }, BOTH, before)).toEqual(['reachable', 'blocked']);
      // Nobody knows the way to it any more, or it knows none.
      expect(await ask({ In: associated }, BOTH, before)).toEqual(['blocked', 'blocked']);
      expect(await ask({ To: propagated }, BOTH, before)).toEqual(['forward-only', 'blocked']);
      // What only has another name stays.
      expect(await ask({ Into: associated, To: propagated }, BOTH, before)).toEqual(['reachable', 'blocked']);
    }
  });
});
