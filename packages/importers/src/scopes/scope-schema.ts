import { z } from 'zod';

const text = z.string().min(1);
const texts = z.union([text, z.array(text).min(1)]);
const port = z.union([z.number().int().min(0).max(65_535), z.string().regex(/^\d{1,5}(-\d{1,5})?$/)]);
const ports = z.union([port, z.array(port).min(1)]);
const protocol = z.union([text, z.number().int().min(0).max(255)]);

const header = z
  .strictObject({
    'source-addresses': texts.optional().describe('Addresses or CIDRs, or cidr:NAME.'),
    'destination-addresses': texts.optional(),
    'source-prefix-lists': texts.optional().describe('Ids of prefix lists.'),
    'destination-prefix-lists': texts.optional(),
    'source-ports': ports.optional().describe('Ports of the client: 1024-65535. Absent is 1024-65535.'),
    ports: ports.optional().describe('Destination ports: 443, 8000-8100.'),
    protocols: z
      .union([protocol, z.array(protocol).min(1)])
      .optional()
      .describe('tcp, udp, icmp, icmpv6, or a number.'),
  })
  .describe('A packet: of one field, any value; of several fields, all.');

const condition = z
  .strictObject({
    from: text.optional().describe('Who sends: any selector, as of hopwise path. Absent is whoever there is.'),
    to: text
      .optional()
      .describe('Who is dialled, or reached behind load balancers and PrivateLink. Absent is whoever there is.'),
    through: texts
      .optional()
      .describe(
        'What is on the way of the request, each of them: ids, ARNs, names, tags, type:AWS::EC2::NatGateway, inspection.',
      ),
    'not-through': texts.optional().describe('What is not on it, none of them.'),
    leaves: header.optional().describe('The packet as it leaves the sender.'),
    arrives: header.optional().describe('The packet as it arrives, after every translation.'),
  })
  .refine((one) => Object.keys(one).length > 0, { message: 'it says nothing' })
  .describe('Ways of which all of this holds.');

const scope = {
  title: text.optional(),
  severity: z.enum(['critical', 'high', 'medium', 'low', 'info']).default('high').describe('Of its findings.'),
  match: z.array(condition).min(1).describe('Ways that match one of these are findings …'),
  exclude: z.array(condition).default([]).describe('… but for what of them matches one of these.'),
};

/** What a file of access scopes may say; its JSON Schema is published. */
export const scopesSchema = z
  .strictObject({
    scopes: z
      .record(z.string().regex(/^[\w.-]+$/), z.strictObject(scope))
      // A file that asks for nothing would always pass.
      .refine((one) => Object.keys(one).length > 0, { message: 'it has no scope' }),
  })
  .describe('Network access scopes: hopwise access --scope FILE finds the ways that they mean.');
