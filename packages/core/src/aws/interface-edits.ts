import { type Edit, PRICE } from '../model/change.ts';
import { parsePrefix } from '../net/address.ts';
import { editCommand } from './edit-command.ts';
import type { Lookup } from './lookup.ts';
import type { NetworkInterface } from './network-interface.ts';
import type { RecordOfKind } from './record-types.ts';
import type { Recorded } from './resource-type.ts';

type Interface = Recorded<NetworkInterface>;

/** Lets packets pass that are not the interface's own (ENI-02). */
export function uncheckedEdit(record: Interface): Edit {
  const id = record.networkInterfaceId as string;
  return {
    component: id,
    price: PRICE.option,
    text: 'turn its source/destination check off',
    commands: [
      editCommand(
        'modify-network-interface-attribute',
        { 'network-interface-id': id, 'no-source-dest-check': true },
        record,
      ),
    ],
    changes: [{ op: 'replace', component: id, at: '/SourceDestCheck', value: false }],
  };
}

export function startEdit({ instanceId = '', account, region }: RecordOfKind<'instance'>): Edit {
  return {
    component: instanceId,
    price: PRICE.option,
    text: 'start it',
    commands: [editCommand('start-instances', { 'instance-ids': instanceId }, { account, region })],
    changes: [{ op: 'replace', component: instanceId, at: '/State', value: { Name: 'running' } }],
  };
}

/** Gives a private address a public one: an Elastic IP address of the input that nobody uses (IGW-02). */
export function publicAddressEdits(net: Lookup, record: Interface, privateAddress: string): readonly Edit[] {
  const id = record.networkInterfaceId as string;
  const free = net
    .all('address')
    .find(
      (one) =>
        one.publicIp && one.allocationId && isFree(one) && parsePrefix(one.publicIp) && one.region === record.region,
    );
  const position = record.privateIpAddresses.findIndex((one) => one?.privateIpAddress === privateAddress);
  if (!free || (position < 0 && record.privateIpAddress !== privateAddress)) return [];
  const value = { PublicIp: free.publicIp, AllocationId: free.allocationId };
  const options = {
    'allocation-id': free.allocationId as string,
    'network-interface-id': id,
    'private-ip-address': privateAddress,
  };
  return [
    {
      component: id,
      price: PRICE.association,
      text: `associate the Elastic IP address ${free.publicIp} with ${privateAddress}`,
      commands: [editCommand('associate-address', options, record)],
      changes: [
        {
          op: 'add',
          component: id,
          at: position < 0 ? '/Association' : `/PrivateIpAddresses/${position}/Association`,
          value,
        },
        { op: 'replace', component: free.allocationId as string, at: '/NetworkInterfaceId', value: id },
      ],
    },
  ];
}

function isFree({ networkInterfaceId, instanceId, privateIpAddress }: RecordOfKind<'address'>): boolean {
  return !networkInterfaceId && !instanceId && !privateIpAddress;
}
