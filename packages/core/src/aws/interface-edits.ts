import { type Edit, PRICE } from '../model/change.ts';
import { editCommand } from './edit-command.ts';
import { isFreeAddress } from './free-address.ts';
import type { Lookup } from './lookup.ts';
import type { PlacedInterface } from './network-interface.ts';
import type { RecordOfKind } from './record-types.ts';
import type { Recorded } from './resource-type.ts';

type Interface = Recorded<PlacedInterface>;

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

/** Gives a private address a public one: an Elastic IP address that nobody uses, else a new one (IGW-02). */
export function publicAddressEdits(net: Lookup, record: Interface, privateAddress: string): readonly Edit[] {
  const id = record.networkInterfaceId as string;
  const position = record.privateIpAddresses.findIndex((one) => one?.privateIpAddress === privateAddress);
  if (position < 0 && record.privateIpAddress !== privateAddress) return [];
  const { allocationId, publicIp, isNew } = freeAddress(net, record);
  const place = position < 0 ? '/Association' : `/PrivateIpAddresses/${position}/Association`;
  const options = {
    'allocation-id': allocationId,
    'network-interface-id': id,
    'private-ip-address': privateAddress,
  };
  const holder = { NetworkInterfaceId: id, PrivateIpAddress: privateAddress };
  const said = isNew ? `a new Elastic IP address (${allocationId} and ${publicIp} stand for it)` : publicIp;
  return [
    {
      component: id,
      price: PRICE.association,
      text: `associate ${said} with ${privateAddress}`,
      commands: [
        ...(isNew ? [editCommand('allocate-address', { domain: 'vpc' }, record)] : []),
        editCommand('associate-address', options, record),
      ],
      changes: [
        { op: 'add', component: id, at: place, value: { PublicIp: publicIp, AllocationId: allocationId } },
        isNew
          ? {
              op: 'add',
              component: allocationId,
              at: '',
              value: { AllocationId: allocationId, PublicIp: publicIp, ...holder },
            }
          : { op: 'replace', component: allocationId, at: '/NetworkInterfaceId', value: id },
      ],
    },
  ];
}

interface FreeAddress {
  readonly allocationId: string;
  readonly publicIp: string;
  readonly isNew: boolean;
}

function freeAddress(net: Lookup, { region }: Interface): FreeAddress {
  for (const one of net.all('address')) {
    const { allocationId, publicIp } = one;
    if (allocationId && publicIp && one.region === region && isFreeAddress(net, one))
      return { allocationId, publicIp, isNew: false };
  }
  const used = new Set(net.all('address').flatMap(({ publicIp }) => publicIp ?? []));
  // Addresses for documentation (RFC 5737) stand for what AWS will give.
  const last = Array.from({ length: 254 }, (_, i) => i + 1).find((i) => !used.has(`192.0.2.${i}`)) ?? 255;
  return { allocationId: `eipalloc-new-${last}`, publicIp: `192.0.2.${last}`, isNew: true };
}
