import { describe, expect, it } from 'vitest';
import { cliCommand, commandName } from './cli-command.ts';
import { type Kind, recordType } from './record-types.ts';

it.each([
  ['DescribeVpcs', 'describe-vpcs'],
  ['DescribeDBInstances', 'describe-db-instances'],
  ['DescribeVpcEndpointServiceConfigurations', 'describe-vpc-endpoint-service-configurations'],
  ['directConnectGatewayId', 'direct-connect-gateway-id'],
  ['name', 'name'],
])('%s is %s to the CLI', (name, spelt) => {
  expect(commandName(name)).toBe(spelt);
});

function command(kind: Kind, at: Parameters<typeof cliCommand>[2]): string {
  const type = recordType(kind);
  return cliCommand(type, type.calls[0] as (typeof type.calls)[number], at);
}

describe('a command', () => {
  it('has a placeholder for what is not known', () => {
    expect(command('transitGatewayRoutes', { region: 'eu-west-1' })).toBe(
      'aws ec2 search-transit-gateway-routes --transit-gateway-route-table-id <transit-gateway-route-table-id>' +
        ' --filters Name=state,Values=active,blackhole,pending --region eu-west-1',
    );
  });
  it('repeats what it is asked for where an option needs it', () => {
    expect(command('ecsTask', { id: 'app', region: 'eu-west-1' })).toContain(
      '--cluster app --tasks $(aws ecs list-tasks --cluster app --region eu-west-1 ',
    );
  });
  it('asks of answers with secrets only for what is read', () => {
    expect(command('lambdaFunction', {})).toBe(
      "aws lambda list-functions --query '{Functions: Functions[].{FunctionArn: FunctionArn, FunctionName: FunctionName, " +
        'State: State, VpcConfig: VpcConfig.{VpcId: VpcId, SubnetIds: SubnetIds, SecurityGroupIds: SecurityGroupIds, ' +
        "Ipv6AllowedForDualStack: Ipv6AllowedForDualStack}}}'",
    );
    expect(command('virtualInterface', {})).toContain('virtualInterfaces[].{virtualInterfaceId: virtualInterfaceId, ');
  });
  it('cannot be broken by an id of the input', () => {
    expect(command('targetHealth', { id: "x'; rm -rf ~ #" })).toContain(`--target-group-arn 'x'\\''; rm -rf ~ #'`);
  });
});
