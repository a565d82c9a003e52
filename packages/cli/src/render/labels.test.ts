import { expect, test } from 'vitest';
import { createLabels } from './labels.ts';

const components = {
  'subnet-11111111': { kind: 'subnet', name: 'app' },
  'subnet-22222222': { kind: 'subnet', name: 'app' },
  'sg-33333333': { kind: 'securityGroup', name: 'web' },
  'i-44444444': { kind: 'instance', name: 'web' },
  'eni-55555555': { kind: 'networkInterface', name: 'web' },
  'vpc-66666666': { kind: 'vpc' },
  'tgw-attach-77777777': { kind: 'transitGatewayAttachment', name: 'hub' },
} as const;

test('a component is called by its kind and name', () => {
  const labels = createLabels(components, false);
  expect(labels.short('sg-33333333')).toBe('sg web');
  expect(labels.full('sg-33333333')).toBe('sg web (sg-33333333)');
});

test('without a name it is called by its id', () => {
  const labels = createLabels(components, false);
  expect([labels.short('vpc-66666666'), labels.full('vpc-66666666'), labels.short('internet')]).toEqual([
    'vpc-66666666',
    'vpc-66666666',
    'internet',
  ]);
});

test('two of one kind and name are told apart; an interface is called like its host', () => {
  const labels = createLabels(components, false);
  expect(labels.short('subnet-11111111')).toBe('subnet app (subnet-11111111)');
  expect([labels.short('i-44444444'), labels.short('eni-55555555')]).toEqual(['web', 'web']);
});

test('ids inside a text are replaced, in detail with the id kept', () => {
  expect(createLabels(components, false).inText('tcp/443 from sg-33333333 (x)')).toBe('tcp/443 from sg web (x)');
  expect(createLabels(components, true).inText('from sg-33333333')).toBe('from sg web (sg-33333333)');
  expect(createLabels(components, false).inText('10.0.0.0/8 → tgw-attach-77777777')).toBe(
    '10.0.0.0/8 → tgw-attach hub',
  );
});

test('ids of Direct Connect have letters beyond f', () => {
  const labels = createLabels({ 'dxvif-fgputw0j': { kind: 'virtualInterface', name: 'leeds' } }, false);
  expect(labels.inText('10.0.0.0/8 → dxvif-fgputw0j (Direct Connect)')).toBe(
    '10.0.0.0/8 → dxvif leeds (Direct Connect)',
  );
});
