import { z } from 'zod';
import { policiesSchema } from '../policies/policies-schema.ts';

const text = z.string().min(1);
const ports = z.union([z.int().min(0).max(65_535).transform(String), text]);

const question = z.strictObject({
  name: text.describe('The question as people ask it.'),
  from: text.describe('Who sends: what hopwise path takes as FROM.'),
  to: text.describe('Who is dialled: what hopwise path takes as TO.'),
  port: ports.optional().describe('A port, a range, or a list (all).'),
  protocol: text.optional().describe('tcp, udp, icmp, icmpv6, all, or a number (tcp with a port, else all).'),
  oneWay: z.boolean().optional().describe('Ask for delivery alone, without the reply.'),
  expect: z
    .enum(['reachable', 'delivered', 'forward-only', 'blocked', 'unknown'])
    .optional()
    .describe('What all that is asked is hoped to be.'),
  why: text.optional().describe('Why it matters.'),
});

/** What a review file may say; its JSON Schema is published. */
export const reviewSchema = z
  .strictObject({
    title: text.optional().describe('The title of the report.'),
    questions: z.array(question).optional().describe('What is asked of the network.'),
    policies: policiesSchema.shape.policies.optional(),
  })
  .describe('What hopwise report answers: questions, and policies that the network is held against.');
