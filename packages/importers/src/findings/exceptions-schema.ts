import { z } from 'zod';

const text = z.string().min(1);

const exception = z
  .strictObject({
    finding: text.optional().describe('The id of one finding, as --format json has it.'),
    check: text.optional().describe('Instead of one finding: all that a check finds.'),
    component: text.optional().describe('With check: at this component alone.'),
    reason: text.describe('Why it may stay.'),
    owner: text.describe('Who answers for it.'),
    expires: z.iso
      .date()
      .optional()
      .describe('The last day that it holds, as 2026-12-31; for good where it is absent.'),
  })
  .refine(({ finding, check }) => (finding === undefined) !== (check === undefined), {
    message: 'it names either a finding or a check',
  })
  .refine(({ component, check }) => component === undefined || check !== undefined, {
    message: 'a component needs a check',
  });

/** What a file of exceptions may say; its JSON Schema is published. */
export const exceptionsSchema = z
  .strictObject({ exceptions: z.array(exception).describe('Findings that somebody answers for.') })
  .describe('Findings of access, exposure and lint that may stay.');
