import type { Raw } from '../oracle/build.ts';
import { change, type Mutation, ofKind, pick } from './mutations.ts';

const removable = ['resourceConfiguration', 'resourceGateway'] as const;
const removal: Mutation = (resources, { a, b }) => {
  const one = pick(ofKind(resources, pick(removable, a) ?? 'resourceGateway'), b);
  return resources.filter((each) => each !== one);
};

const definition = (ipAddress: string | undefined) => ({
  resourceConfigurationDefinition: ipAddress ? { ipResource: { ipAddress } } : undefined,
});

const split = <T>(all: readonly T[], at: number) => [all.slice(0, at), all.slice(at)];

/** What is shared, on which ports, and the gateways that ask for it. */
export const resourceMutations: readonly Mutation[] = [
  removal,
  change('resourceConfiguration', 'a', (_, { b }) => ({
    status: pick(['CREATE_FAILED', 'UPDATE_IN_PROGRESS', 'DELETE_IN_PROGRESS'], b),
  })),
  change('resourceConfiguration', 'a', (_, { b }) => ({ portRanges: pick([['80'], ['1-442'], [], ['443-444']], b) })),
  change('resourceConfiguration', 'a', (_, { b }) =>
    definition(pick(['10.1.0.10', '10.2.0.10', '10.9.9.9', '8.8.8.8', undefined], b)),
  ),
  change('resourceConfiguration', 'a', (_, { b }) => ({
    resourceConfigurationDefinition: {
      dnsResource: { domainName: pick(['ip-10-1-0-10.ec2.internal', 'db.example.com'], b), ipAddressType: 'IPV4' },
    },
  })),
  change('resourceGateway', 'a', (_, { b }) => ({ status: pick(['CREATE_FAILED', 'UPDATE_FAILED'], b) })),
  // It has interfaces in its own subnets alone.
  (resources, { a, b }) => {
    const one = pick(ofKind(resources, 'resourceGateway'), a);
    const subnets = (one?.fields.subnetIds ?? []) as readonly string[];
    const [subnetIds, others] = b % 2 === 0 ? split(subnets, 1) : split(subnets, 1).reverse();
    const isLost = ({ fields }: Raw) =>
      fields.Description === `Resource Gateway Interface ${one?.fields.id}` &&
      others?.includes(String(fields.SubnetId));
    return resources
      .filter((each) => !isLost(each))
      .map((each) => (each === one ? { ...one, fields: { ...one.fields, subnetIds } } : each));
  },
  change('vpcEndpoint', 'a', ({ fields }, { b }) =>
    fields.VpcEndpointType === 'Resource' ? (pick([{ State: 'rejected' }, { SubnetIds: undefined }], b) ?? {}) : {},
  ),
  (resources, { a, b }) => {
    const all = resources.filter(({ fields }) => String(fields.Description).startsWith('Resource Gateway'));
    const one: Raw | undefined = pick(all, a);
    const fields = pick([{ Description: undefined }, { Status: 'available' }, { Groups: [] }], b) ?? {};
    return resources.map((each) => (each === one ? { ...one, fields: { ...one.fields, ...fields } } : each));
  },
];
