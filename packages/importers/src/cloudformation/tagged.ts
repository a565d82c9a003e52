import { kinds } from '@hopwise/core';
import type { Assembly } from '../describe/assembly.ts';
import { isObject } from '../terraform/json.ts';
import type { Gathered } from './gathered.ts';
import { physicalIdOf } from './live-names.ts';

/**
 * What a stack's resources are called, as answers know them: an address by its allocation, what is of Direct Connect by the
 * end of its ARN.
 */
export function asAnswersCall(rows: Gathered['resources'], { entries }: Assembly): Gathered['resources'] {
  const known = new Map((entries.get('address') ?? []).map(({ key, record }) => [record.publicIp, key]));
  return rows.map((one) => {
    const { ResourceType: type, PhysicalResourceId: id } = one.row;
    const end = /^AWS::DirectConnect::/.test(String(type)) ? /^arn:.*\/([^/]+)$/.exec(String(id))?.[1] : undefined;
    const found = type === 'AWS::EC2::EIP' ? known.get(id) : end;
    return found ? { ...one, row: { ...one.row, PhysicalResourceId: found } } : one;
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
      const PhysicalResourceId = physicalIdOf(kind, key, record);
      const row = { StackName, LogicalResourceId, PhysicalResourceId, ...(StackId ? { StackId } : {}) };
      return [{ file: record.source.file, row }];
    }),
  );
}
