import type { Place } from './lookup.ts';
import type { AnyRecordType } from './record-types.ts';

/** `arn:partition:service:Region:account:resource`; the account of what is not an ARN, or names none, is unknown. */
export function accountOfArn(arn: string | undefined): string | undefined {
  return (arn?.startsWith('arn:') && arn.split(':', 5)[4]) || undefined;
}

/** The ARN of an object of EC2; undefined where the input does not tell where it is. */
export function arnOf({ arnType }: AnyRecordType, id: string, { account, region }: Place): string | undefined {
  if (id.startsWith('arn:')) return id;
  return arnType && account && region
    ? `arn:${partitionOf(region)}:ec2:${region}:${account}:${arnType}/${id}`
    : undefined;
}

export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
