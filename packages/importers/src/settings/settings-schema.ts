import type { Settings } from '@hopwise/core';
import { z } from 'zod';

/** What `hopwise.yaml` may say today; its JSON Schema is published. */
export const settingsSchema = z
  .object({
    cidrs: z
      .record(z.string(), z.array(z.union([z.cidrv4(), z.cidrv6()])))
      .default({})
      .describe('Names of address ranges, for cidr:NAME.'),
    appliances: z
      .record(z.string(), z.enum(['forward', 'nat', 'drop']))
      .default({})
      .describe(
        'What appliances do with packets that are routed to them: an instance or interface by its id, those behind a Gateway Load Balancer endpoint by the id of the endpoint or its service, or by their own.',
      ),
  })
  .describe('What no AWS API knows about a network.');

/** Settings of a parsed value, or the first thing that is wrong with it; keys that are not known are left out. */
export function settingsOf(
  value: unknown,
): { readonly settings: Settings } | { readonly problem: string; readonly path: readonly PropertyKey[] } {
  const result = settingsSchema.safeParse(value);
  if (result.success) return { settings: result.data };
  const [issue] = result.error.issues;
  return { problem: issue?.message ?? 'not settings', path: issue?.path ?? [] };
}
