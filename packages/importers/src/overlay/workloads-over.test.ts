import { describe, expect, test } from 'vitest';
import { DUMP, GROUP_ARN, nic, PLACE } from './samples/dump.fixture.ts';
import { type InPlan, plannedOver } from './samples/plan.fixture.ts';

describe('what a scaling group runs is known by its tag', () => {
  const host = (name: string, subnet: string) => ({
    ...{ InstanceId: `i-${name}`, State: { Name: 'running' }, SubnetId: subnet, VpcId: 'vpc-1' },
    Tags: [{ Key: 'aws:autoscaling:groupName', Value: 'fleet' }],
  });
  const at = (name: string, address: string, subnet: string) =>
    nic(name, address, { SubnetId: subnet, Attachment: { InstanceId: `i-${name}`, Status: 'attached' } });
  const answers = [
    {
      ...DUMP,
      Reservations: [{ Instances: [host('a', 'subnet-1'), host('b', 'subnet-1'), host('z', 'subnet-2')] }],
      NetworkInterfaces: [
        ...[at('a', '10.0.0.10', 'subnet-1'), at('b', '10.0.0.11', 'subnet-1')],
        at('z', '10.0.1.10', 'subnet-2'),
      ],
    },
    {
      ...{ ...PLACE, TargetGroupArn: GROUP_ARN },
      TargetHealthDescriptions: ['i-a', 'i-b', 'i-z'].map((Id) => ({ Target: { Id, Port: 80 } })),
    },
  ];
  const OTHER = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/u/2';
  const target = (name: string, arn: string): InPlan => [
    `aws_lb_target_group.${name}`,
    { id: arn, arn, port: 80, protocol: 'TCP', target_type: 'instance', vpc_id: 'vpc-1' },
  ];
  const fleet = (subnets: readonly string[], ...groups: readonly string[]): InPlan => [
    'aws_autoscaling_group.fleet',
    { id: 'fleet', name: 'fleet', vpc_zone_identifier: subnets, target_group_arns: groups },
  ];
  const T = target('t', GROUP_ARN);
  const BEFORE = [T, fleet(['subnet-1', 'subnet-2'], GROUP_ARN)];
  const after = (...planned: readonly InPlan[]) => {
    const { records, messages } = plannedOver(answers, BEFORE, planned);
    return {
      hosts: records.instance.map(({ instanceId }) => instanceId?.replace(/.*#/, 'new ')),
      nics: records.networkInterface.length,
      targets: records.targetHealth.map(({ targetHealthDescriptions: all }) => all.map((one) => one?.target?.id)),
      told: messages.filter((one) => one.includes('scaling group')),
    };
  };

  test('where nothing changes nothing does', () => {
    const same = { hosts: ['i-a', 'i-b', 'i-z'], nics: 3, targets: [['i-a', 'i-b', 'i-z']], told: [] };
    expect(after(...BEFORE)).toEqual(same);
  });

  test('in a subnet that it leaves its instances go, with their interfaces and as targets', () => {
    const left = { hosts: ['i-a', 'i-b'], nics: 2, targets: [['i-a', 'i-b']], told: [] };
    expect(after(T, fleet(['subnet-1'], GROUP_ARN))).toEqual(left);
    expect(after(T)).toEqual({ hosts: [], nics: 0, targets: [[]], told: [] });
  });

  test('in one that it comes to one comes', () => {
    const old = [T, fleet(['subnet-1'], GROUP_ARN)];
    const [first] = answers;
    const live = [{ ...(first as object), Reservations: [{ Instances: [host('a', 'subnet-1')] }] }];
    const { records } = plannedOver(live, old, [T, fleet(['subnet-2'], GROUP_ARN)]);
    expect(records.instance.map(({ subnetId }) => subnetId)).toEqual(['subnet-2']);
  });

  test('a target group that it comes to has what it runs', () => {
    const { targets } = after(T, target('u', OTHER), fleet(['subnet-1', 'subnet-2'], GROUP_ARN, OTHER));
    expect(targets.map((all) => all.length)).toEqual([3, 3]);
    expect(targets[1]).toEqual(expect.arrayContaining(['i-a', 'i-b', 'i-z']));
  });

  test('where no instance is known as its own, that is told', () => {
    const told = (...planned: readonly InPlan[]) =>
      plannedOver([DUMP], BEFORE, planned).messages.filter((one) => one.includes('of the scaling group fleet')).length;
    expect([told(...BEFORE), told(T, fleet(['subnet-1'], GROUP_ARN)), told(T)]).toEqual([0, 1, 1]);
  });
});

describe('interfaces of databases are described alike', () => {
  const arn = (name: string) => `arn:aws:rds:eu-west-1:111122223333:db:${name}`;
  const database = (name: string, group: string) => ({
    ...{ DBInstanceArn: arn(name), DBInstanceIdentifier: name, Engine: 'postgres', MultiAZ: false },
    DBSubnetGroup: {
      ...{ DBSubnetGroupName: 'places', VpcId: 'vpc-1' },
      Subnets: ['subnet-1', 'subnet-2'].map((SubnetIdentifier) => ({ SubnetIdentifier })),
    },
    VpcSecurityGroups: [{ VpcSecurityGroupId: group }],
  });
  const rds = (name: string, address: string, group: string) =>
    nic(name, address, {
      Description: 'RDSNetworkInterface',
      ...{ RequesterManaged: true, Groups: [{ GroupId: group }] },
    });
  const places: InPlan = [
    'aws_db_subnet_group.places',
    { id: 'places', name: 'places', subnet_ids: ['subnet-1', 'subnet-2'] },
  ];
  const planned = (name: string, group: string): InPlan => [
    `aws_db_instance.${name}`,
    {
      ...{ id: `db-${name}`, identifier: name, arn: arn(name), engine: 'postgres', db_subnet_group_name: 'places' },
      vpc_security_group_ids: [group],
    },
  ];
  const after = (groups: readonly [string, string], ...now: readonly InPlan[]) => {
    const answers = {
      ...DUMP,
      DBInstances: [database('one', groups[0]), database('two', groups[1])],
      NetworkInterfaces: [rds('one', '10.0.0.31', groups[0]), rds('two', '10.0.0.32', groups[1])],
    };
    const before = [places, planned('one', groups[0]), planned('two', groups[1])];
    const { records, messages } = plannedOver([answers], before, [places, ...now]);
    const own = records.networkInterface.map(({ networkInterfaceId: id, groups: all }) => {
      return `${id?.includes('#') ? 'new' : id} ${all.map((one) => one?.groupId)}`;
    });
    return [own, messages.filter((one) => one.startsWith('Which interface is that')).length];
  };

  test('those of one that goes are found where no other may have them', () => {
    expect(after(['sg-1', 'sg-2'], planned('two', 'sg-2'))).toEqual([['eni-two sg-2'], 0]);
    expect(after(['sg-1', 'sg-1'], planned('two', 'sg-1'))).toEqual([['eni-one sg-1', 'eni-two sg-1'], 1]);
  });

  test('another one that changes changes no interface of theirs', () => {
    const changed = ['eni-one sg-0', 'eni-two sg-2'];
    expect(after(['sg-1', 'sg-2'], planned('one', 'sg-0'), planned('two', 'sg-2'))[0]).toEqual(
      expect.arrayContaining(changed),
    );
    const [own, told] = after(['sg-1', 'sg-1'], planned('one', 'sg-0'), planned('two', 'sg-1'));
    expect(own).toEqual(expect.arrayContaining(['eni-one sg-1', 'eni-two sg-1', 'new sg-0']));
    expect(told).toBe(1);
  });

  test('nodes of a warehouse that goes say their addresses', () => {
    const warehouse = {
      ...{ ClusterIdentifier: 'house', VpcId: 'vpc-1', ClusterNodes: [{ PrivateIPAddress: '10.0.0.31' }] },
      VpcSecurityGroups: [],
    };
    const answers = {
      ...DUMP,
      Clusters: [warehouse],
      NetworkInterfaces: [nic('house', '10.0.0.31'), nic('other', '10.0.0.32')],
    };
    const values = { id: 'house', cluster_identifier: 'house', vpc_security_group_ids: [] };
    const { records } = plannedOver([answers], [['aws_redshift_cluster.house', values]], []);
    expect(records.redshiftCluster).toEqual([]);
    expect(records.networkInterface.map(({ networkInterfaceId: id }) => id)).toEqual(['eni-other']);
  });
});
