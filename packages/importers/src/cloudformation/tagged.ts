import { kinds } from '@hopwise/core';
import type { Assembly } from '../describe/assembly.ts';
import { isObject } from '../terraform/json.ts';
import type { Gathered } from './gathered.ts';

/** Of an address the stack's resources tell the address itself, and answers of AWS its allocation. */
export function withAllocations(rows: Gathered['resources'], { entries }: Assembly): Gathered['resources'] {
  const known = new Map((entries.get('address') ?? []).map(({ key, record }) => [record.publicIp, key]));
  return rows.map((one) => {
    const allocation = one.row.ResourceType === 'AWS::EC2::EIP' ? known.get(one.row.PhysicalResourceId) : undefined;
    return allocation ? { ...one, row: { ...one.row, PhysicalResourceId: allocation } } : one;
  });
}

/** CloudFormation tags what it makes with the stack and the logical id: answers of AWS tell which is which. */
export function taggedResources({ entries }: Assembly): Gathered['resources'] {
  return kinds.flatMap((kind) =>
    (entries.get(kind) ?? []).flatMap(({ key, record }) => {
      const tags = isObject(record.tags) ? record.tags : isObject(record.tagSet) ? record.tagSet : undefined;
      const LogicalResourceId = tags?.['aws:cloudformation:logical-id'];
      const StackName = tags?.['aws:cloudformation:stack-name'];
      if (typeof LogicalResourceId !== 'string' || typeof StackName !== 'string') return [];
      const StackId = tags?.['aws:cloudformation:stack-id'];
      const row = { StackName, LogicalResourceId, PhysicalResourceId: key, ...(StackId ? { StackId } : {}) };
      return [{ file: record.source.file, row }];
    }),
  );
}
