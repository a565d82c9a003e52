import type { Policy } from '../queries/policy.ts';

/** What a policy wants: `app → db is reachable on tcp/5432, through fw`. */
export function policyText(policy: Policy): string {
  const { from, to, services = ['all'], except = [], expect, reply } = policy;
  const but = except.length > 0 ? ` but ${except.join(', ')}` : '';
  const answered =
    reply === undefined || reply === (expect === 'reachable')
      ? ''
      : reply
        ? ', or not answered'
        : ', whether answered or not';
  return `${from} → ${to} is ${expect} on ${services.join(', ')}${but}${answered}${waysText(policy)}`;
}

/** Which ways alone count; nothing where all do. */
export function waysText({ through = [], notThrough = [] }: Policy): string {
  const said = [
    through.length > 0 ? `through ${through.join(' or ')}` : [],
    notThrough.length > 0 ? `not through ${notThrough.join(' or ')}` : [],
  ].flat();
  return said.map((one) => `, ${one}`).join('');
}
