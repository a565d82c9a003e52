import type { ApplianceBehaviour, LocalPreference, Settings, Site } from '@hopwise/core';

const BEHAVIOURS: readonly string[] = ['forward', 'nat', 'drop'] satisfies ApplianceBehaviour[];
const PREFERENCES: readonly string[] = ['high', 'medium', 'low'] satisfies LocalPreference[];

/** The settings of a canonical snapshot, read by hand because loading zod costs more than the rest of a small import. */
export function readSettingsValue(value: unknown, problem: (pointer: string) => void): Settings {
  const { cidrs, appliances, sites, environments } = isObject(value) ? value : {};
  return {
    cidrs: entriesOf(cidrs, '/cidrs', isTextList),
    appliances: entriesOf(appliances, '/appliances', isBehaviour),
    sites: entriesOf(sites, '/sites', isSite),
    environments: entriesOf(environments, '/environments', isText),
  };

  function entriesOf<T>(from: unknown, pointer: string, is: (one: unknown) => one is T): Record<string, T> {
    const good: [string, T][] = [];
    for (const [name, one] of Object.entries(isObject(from) ? from : {})) {
      if (is(one)) good.push([name, one]);
      else problem(`${pointer}/${name}`);
    }
    return Object.fromEntries(good);
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isSite(value: unknown): value is Site {
  if (!isObject(value)) return false;
  const { prefixes, router, advertises, localPreference = {}, prefers, down, up = [] } = value;
  const isAnnounced =
    advertises === undefined ||
    isTextList(advertises) ||
    (isObject(advertises) && Object.values(advertises).every(isTextList));
  const isPreferred = isObject(localPreference) && Object.values(localPreference).every(isPreference);
  return [prefixes, router, prefers, down, up].every(isTextList) && isAnnounced && isPreferred;
}

function isPreference(value: unknown): value is LocalPreference {
  return typeof value === 'string' && PREFERENCES.includes(value);
}

function isBehaviour(value: unknown): value is ApplianceBehaviour {
  return typeof value === 'string' && BEHAVIOURS.includes(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
