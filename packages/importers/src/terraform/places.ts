import type { Place } from '../describe/origin.ts';
import { isAccount, regionOfArn, regionOfZone } from '../describe/place-names.ts';
import { referencesIn } from './configuration.ts';
import { typesRead } from './families/families.ts';
import { isObject, textsIn, under } from './json.ts';
import type { Resource, TerraformDocument } from './resource.ts';

/** Account and Region of each resource: what it says itself, else what its provider says, else what all others say. */
export function placesOf({ configuration, variables, resources }: TerraformDocument): (resource: Resource) => Place {
  const providers = under(configuration, 'provider_config');
  // Images and policies that are looked up belong to others.
  const telling = resources.filter(({ type }) => typesRead.has(type) || type === 'aws_caller_identity');
  const own = new Map(telling.map((one) => [one, ownPlace(one)]));
  const byProvider = new Map<string, { readonly accounts: Set<string>; readonly regions: Set<string> }>();
  for (const [one, { account, region }] of own) {
    const key = one.provider ?? '';
    const told = byProvider.get(key) ?? { accounts: new Set(), regions: new Set() };
    byProvider.set(key, told);
    if (account) told.accounts.add(account);
    if (region) told.regions.add(region);
  }
  return (resource) => {
    const { account, region } = own.get(resource) ?? {};
    const told = byProvider.get(resource.provider ?? '');
    return {
      account: account ?? only(told?.accounts) ?? allowedAccount(resource),
      region: region ?? configuredRegion(resource) ?? only(told?.regions),
    };
  };

  function configuredRegion(resource: Resource): string | undefined {
    const region = configured(resource, 'region');
    return typeof region === 'string' ? region : undefined;
  }

  /** A provider that may work in one account alone works there. */
  function allowedAccount(resource: Resource): string | undefined {
    const allowed = textsIn(configured(resource, 'allowed_account_ids'));
    return allowed.length === 1 && isAccount(allowed[0]) ? allowed[0] : undefined;
  }

  function configured({ provider }: Resource, argument: string): unknown {
    if (provider === undefined || !isObject(providers)) return undefined;
    // A module's own key names it by its path; one it inherits is configured in the root.
    const config = under(providers, provider) ?? under(providers, provider.split(':').at(-1) ?? '');
    const expression = under(under(config, 'expressions'), argument);
    const name = referencesIn(expression)[0]?.replace(/^var\./, '');
    return name === undefined ? under(expression, 'constant_value') : under(under(variables, name), 'value');
  }
}

function ownPlace({ values }: Resource): Place {
  const text = (name: string) => (typeof values[name] === 'string' ? (values[name] as string) : '');
  const arn = text('arn');
  const account = [text('owner_id'), text('account_id'), arn.split(':')[4] ?? ''].find(isAccount);
  const zone = text('availability_zone');
  return { account, region: text('region') || regionOfArn(arn) || (zone && regionOfZone(zone)) || undefined };
}

function only(values: ReadonlySet<string> | undefined): string | undefined {
  return values?.size === 1 ? [...values][0] : undefined;
}
