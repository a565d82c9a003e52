import type { Settings } from '@hopwise/core';

/** Both together; where both say something of one name, the first one stands. */
export function mergeSettings(first: Settings, second: Settings): Settings {
  return {
    cidrs: { ...second.cidrs, ...first.cidrs },
    appliances: { ...second.appliances, ...first.appliances },
    sites: { ...second.sites, ...first.sites },
    environments: { ...second.environments, ...first.environments },
  };
}
