import type { Settings } from '@hopwise/core';
import { z } from 'zod';

const ranges = z.array(z.union([z.cidrv4(), z.cidrv6()]));
const ids = z.array(z.string());

const site = z
  .object({
    prefixes: ranges.default([]).describe('The addresses that are there.'),
    router: ids
      .default([])
      .describe(
        'What leads there: ids of customer gateways, VPN connections, virtual interfaces, Direct Connect connections or ' +
          'gateways, virtual private gateways. The only site without it has all links that no other site names.',
      ),
    advertises: z
      .union([ranges, z.record(z.string(), ranges)])
      .optional()
      .describe(
        'What it announces over BGP, where that is not its prefixes: over all links, or by id of a link or router.',
      ),
    localPreference: z
      .record(z.string(), z.enum(['high', 'medium', 'low']))
      .optional()
      .describe(
        'By virtual interface or connection: how it asks AWS to prefer it (communities 7224:7300, 7200, 7100).',
      ),
    prefers: ids.default([]).describe('The links by which it rather sends, best first; otherwise Direct Connect.'),
    down: ids.default([]).describe('Links and routers that do not work at present, whatever AWS says.'),
    up: ids
      .optional()
      .describe(
        'Links and routers whose tunnels and BGP sessions are taken to be up, whatever AWS says: of what a plan makes nobody else can tell.',
      ),
  })
  .describe('A place outside AWS.');

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
    sites: z
      .record(z.string().regex(/^[^/\s]+$/), site)
      .default({})
      .describe('Places outside AWS behind VPN and Direct Connect, for onprem:NAME.'),
    environments: z
      .record(z.string(), z.string().min(1))
      .default({})
      .describe('Names of environments, each with the selector of who is in it: prod: tag:stage=prod.'),
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
