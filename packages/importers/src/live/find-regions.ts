import type { ApiClient } from './api-client.ts';
import { type Reason, reasonOf } from './failure.ts';

export interface FoundRegions {
  readonly regions: readonly string[];
  /** Regions that were asked for and cannot be read. */
  readonly failed: readonly (Reason & { readonly region: string })[];
  /** Regions that the account has not enabled: there is nothing in them. */
  readonly disabled: readonly string[];
}

/** The Regions to read: those that are asked for, else all that the account has enabled. */
export async function findRegions(ec2: ApiClient, asked: readonly string[], home: string): Promise<FoundRegions> {
  const states = new Map<string, string>();
  try {
    for await (const page of ec2.pages('DescribeRegions', { AllRegions: true }))
      for (const { RegionName, OptInStatus } of page.Regions as readonly Record<string, string>[])
        if (RegionName) states.set(RegionName, OptInStatus ?? '');
  } catch (error) {
    if (asked.length > 0) return { regions: asked, failed: [], disabled: [] };
    const { code, message } = reasonOf(error);
    const failed = {
      region: home,
      code,
      message: `The Regions could not be listed, only this one is read. ${message}`,
    };
    return { regions: [home], failed: [failed], disabled: [] };
  }
  const isOff = (region: string) => states.get(region) === 'not-opted-in';
  const disabled = [...states.keys()].filter(isOff).sort();
  if (asked.length === 0)
    return { regions: [...states.keys()].filter((one) => !isOff(one)).sort(), failed: [], disabled };
  const failed = asked.flatMap((region) => {
    if (isOff(region)) return [{ region, code: 'RegionDisabled', message: 'The account has not enabled the Region.' }];
    if (states.has(region)) return [];
    return [{ region, code: 'NoSuchRegion', message: 'AWS lists no Region of this name.' }];
  });
  const unreadable = new Set(failed.map(({ region }) => region));
  return { regions: asked.filter((region) => !unreadable.has(region)), failed, disabled };
}
