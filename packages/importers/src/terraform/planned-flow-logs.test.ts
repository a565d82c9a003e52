import { expect, test } from 'vitest';
import { base, networkOf, type Planned, placed, planOf, ref } from './terraform.fixture.ts';

const read = (values: Planned['values'], after: Planned['after']) => {
  const { snapshot } = networkOf(planOf([...base, placed('aws_flow_log.one', values, after)]));
  return {
    logs: snapshot.records.flowLog.map(({ resourceId, flowLogStatus, trafficType }) => ({
      ...{ resourceId, flowLogStatus, trafficType },
    })),
    states: snapshot.coverage.filter(({ kind }) => kind === 'flowLog').map(({ state }) => state),
  };
};

test.each([
  ['vpc_id', 'aws_vpc.main'],
  ['subnet_id', 'aws_subnet.public'],
])('a flow log of the plan records what its %s names', (argument, address) => {
  expect(read({ traffic_type: 'REJECT' }, { [argument]: ref(address) })).toEqual({
    logs: [{ resourceId: address, flowLogStatus: 'ACTIVE', trafficType: 'REJECT' }],
    states: ['complete'],
  });
});

test('what a flow log is of, or what it records, may be known after apply', () => {
  const open = { logs: [], states: ['partial'] };
  expect(read({ traffic_type: 'ALL' }, { eni_id: ref('local.nothing') })).toEqual(open);
  expect(read({}, { vpc_id: ref('aws_vpc.main'), traffic_type: ref('local.nothing') })).toEqual(open);
});
