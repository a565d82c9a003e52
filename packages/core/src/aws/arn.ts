/** `arn:partition:service:Region:account:resource`; the account of what is not an ARN, or names none, is unknown. */
export function accountOfArn(arn: string | undefined): string | undefined {
  return (arn?.startsWith('arn:') && arn.split(':', 5)[4]) || undefined;
}
