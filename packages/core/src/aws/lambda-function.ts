import { flag, list, type RecordOf, shape, text } from '../model/fields.ts';
import { accountOfArn } from './arn.ts';
import { ownedInterfaces } from './owned-interfaces.ts';
import type { Naming, Recorded, RecordType } from './resource-type.ts';

// Never its environment: it holds secrets.
const fields = {
  FunctionArn: text,
  FunctionName: text,
  State: text,
  VpcConfig: shape({
    VpcId: text,
    SubnetIds: list(text),
    SecurityGroupIds: list(text),
    Ipv6AllowedForDualStack: flag,
  }),
};
export type LambdaFunction = RecordOf<typeof fields>;

export const lambdaFunction = {
  kind: 'lambdaFunction',
  title: 'Lambda function',
  aspects: {
    modelled: ['its interfaces; nobody initiates to them'],
    assumed: { 'ENI-04': 'Its interfaces are found by the marks that AWS puts on them.' },
  },
  calls: [{ service: 'lambda', operation: 'ListFunctions', key: 'Functions', holds: 'elements', holdsSecrets: true }],
  without: 'Lambda functions cannot be named as ends.',
  neededBy: [
    { in: 'networkInterface', at: 'interfaceType', like: /^lambda$/ },
    { in: 'networkInterface', at: 'description', like: /^AWS Lambda VPC ENI/ },
  ],
  record: shape(fields),
  key: (record) => record.functionArn,
  owner: (record) => accountOfArn(record.functionArn),
} as const satisfies RecordType<'lambdaFunction', LambdaFunction>;

export const lambdaFunctionNaming: Naming<Recorded<LambdaFunction>> = {
  word: 'lambda',
  names: (record) => [record.functionName],
  // Functions of equal subnets and groups share their interfaces, which are named after one of them.
  interfaces: (record, net) =>
    record.vpcConfig?.vpcId
      ? ownedInterfaces(net, {
          description: 'AWS Lambda VPC ENI',
          vpcId: record.vpcConfig.vpcId,
          subnetIds: record.vpcConfig.subnetIds,
          groups: record.vpcConfig.securityGroupIds,
        })
      : undefined,
  mark: /^AWS Lambda VPC ENI[-: ]+(.+?)(?:-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/,
};
