import { expect, test } from 'vitest';
import { BASE, imported } from './templates.fixture.ts';

const logsOf = async (properties: string) => {
  const { snapshot } = await imported({
    'stack.yaml': `Resources:${BASE}  Log: { Type: AWS::EC2::FlowLog, Properties: { ${properties} } }\n`,
  });
  return snapshot.records.flowLog.map(({ resourceId, trafficType }) => [resourceId, trafficType]);
};

test('a flow log records what its type and id name', async () => {
  const [[subnet] = []] = await logsOf('ResourceType: Subnet, ResourceId: !Ref Subnet, TrafficType: ALL');
  expect(subnet).toMatch(/Subnet/);
  expect(await logsOf('ResourceType: !Ref Nothing, ResourceId: !Ref Subnet, TrafficType: ALL')).toEqual([]);
});
