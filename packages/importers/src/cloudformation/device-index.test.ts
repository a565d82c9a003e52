import { expect, test } from 'vitest';
import { BASE, imported } from './templates.fixture.ts';

test('of several interfaces the first is the one that the template attaches first', async () => {
  const { snapshot } = await imported({
    'net.yaml': `Resources:${BASE}
  One: { Type: AWS::EC2::NetworkInterface, Properties: { SubnetId: !Ref Subnet } }
  Two: { Type: AWS::EC2::NetworkInterface, Properties: { SubnetId: !Ref Subnet } }
  Three: { Type: AWS::EC2::NetworkInterface, Properties: { SubnetId: !Ref Subnet } }
  C:
    Type: AWS::EC2::Instance
    Properties:
      NetworkInterfaces:
        - { NetworkInterfaceId: !Ref One, DeviceIndex: '1' }
        - { NetworkInterfaceId: !Ref Two, DeviceIndex: '0' }
  More:
    Type: AWS::EC2::NetworkInterfaceAttachment
    Properties: { NetworkInterfaceId: !Ref Three, InstanceId: !Ref A, DeviceIndex: '2' }
`,
  });
  const indexes = snapshot.records.networkInterface.map(
    ({ networkInterfaceId, attachment }) =>
      `${networkInterfaceId} ${attachment?.instanceId} ${attachment?.deviceIndex}`,
  );
  expect(indexes).toContain('net.One net.C 1');
  expect(indexes).toContain('net.Two net.C 0');
  expect(indexes).toContain('net.Three net.A 2');
  expect(indexes.filter((one) => / net\.A 0$/.test(one))).toHaveLength(1);
});
