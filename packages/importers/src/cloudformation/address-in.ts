/** The address of a resource, in the words of Terraform's provider. */
export interface AddressIn {
  readonly logicalId: string;
  readonly attribute: 'private_ip' | 'public_ip';
}

/** What an expression is that says the address of a resource and nothing else, or the range of that one address. */
export function addressIn(text: string): AddressIn | undefined {
  const [, sub, joined, got] = SUB.exec(text) ?? JOIN.exec(text) ?? GET.exec(text) ?? [];
  const [logicalId, attribute] = (sub ?? joined ?? got ?? '').replace(/^!(?:GetAtt|Ref) /, '').split('.');
  if (!logicalId) return undefined;
  // The value of `!Ref` is an address for one type alone, which has no other that is public.
  if (attribute === undefined || attribute === 'PublicIp') return { logicalId, attribute: 'public_ip' };
  return PRIVATE.includes(attribute) ? { logicalId, attribute: 'private_ip' } : undefined;
}

const PRIVATE = ['PrivateIp', 'PrimaryPrivateIpAddress'];
const SUB = /^!Sub \$\{([A-Za-z0-9]+(?:\.[A-Za-z]+)?)\}(?:\/32)?$/;
const JOIN = /^!Join \[(?:\/, \[(!(?:GetAtt|Ref) [A-Za-z0-9.]+), 32\]|, \[(!(?:GetAtt|Ref) [A-Za-z0-9.]+), \/32\])\]$/;
const GET = /^!(?:GetAtt|Ref) ([A-Za-z0-9]+(?:\.[A-Za-z]+)?)$/;
