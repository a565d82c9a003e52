import { z } from 'zod';
import { exceptionsSchema } from '../findings/exceptions-schema.ts';

const text = z.string().min(1);
const texts = z.union([text.transform((one) => [one]), z.array(text).min(1)]);

const policy = z.strictObject({
  name: text
    .regex(/^[\w.-]+$/, 'a name is letters, digits, -, _ and .')
    .describe('What findings, baselines and exceptions call it.'),
  from: text.describe('Who sends: what hopwise path takes as FROM.'),
  to: text.describe('Who is dialled: what hopwise path takes as TO.'),
  services: texts.optional().describe('tcp/443, udp/53, tcp/8000-8100, icmp, a protocol number, or all (all).'),
  except: texts.optional().describe('Of the services, not these.'),
  expect: z.enum(['reachable', 'blocked']).describe('What every pair of hosts is to be on every one of the services.'),
  reply: z
    .boolean()
    .optional()
    .describe('Whether only what is answered counts as reached: true for reachable, false for blocked where absent.'),
  through: texts.optional().describe('Only ways through one of these components count.'),
  notThrough: texts.optional().describe('Only ways through none of these components count.'),
  severity: z.enum(['critical', 'high', 'medium', 'low', 'info']).optional().describe('Of a violation (high).'),
  reason: text.optional().describe('Why it is to be so.'),
  owner: text.optional().describe('Who answers for it.'),
});

/** What a file of policies may say; its JSON Schema is published. */
export const policiesSchema = z
  .strictObject({
    policies: z.array(policy).describe('What is to be true of the network.'),
    exceptions: exceptionsSchema.shape.exceptions.optional(),
  })
  .describe('What hopwise check holds a network against.');
