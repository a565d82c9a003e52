/** A name of the API as the AWS CLI spells it: `describe-db-instances` for `DescribeDBInstances`. */
export function commandName(name: string): string {
  return name
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}
