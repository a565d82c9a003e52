import { type Kind, kinds, recordType, SNAPSHOT_VERSION } from '@hopwise/core';
import { z } from 'zod';
import { baselineSchema } from '../findings/baseline-file.ts';
import { exceptionsSchema } from '../findings/exceptions-schema.ts';
import { policiesSchema } from '../policies/policies-schema.ts';
import { reviewSchema } from '../review/review-schema.ts';
import { scopesSchema } from '../scopes/scope-schema.ts';
import { settingsSchema } from '../settings/settings-schema.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const text: JsonSchema = { type: 'string' };
const source: JsonSchema = {
  type: 'object',
  description: 'The file of the input that the record was read from, and a JSON pointer into it.',
  properties: { file: text, pointer: text, line: { type: 'integer', minimum: 1 } },
  required: ['file', 'pointer'],
  additionalProperties: false,
};

const isPartial: JsonSchema = {
  const: true,
  description: 'There is more to the object than this: pages or fields of its answer were not read.',
};

/** The published schema of the canonical snapshot file, made from the registry. */
export function snapshotJsonSchema(): JsonSchema {
  return {
    $schema: DIALECT,
    title: 'Hopwise snapshot',
    type: 'object',
    properties: {
      hopwise: { const: SNAPSHOT_VERSION },
      kind: { const: 'snapshot' },
      coverage: { type: 'array', items: coverage() },
      unanswered: { type: 'array', items: unanswered() },
      settings: settings(),
      aliases: {
        type: 'object',
        description: 'Ids by other names that the input has for the same things, such as addresses of Terraform.',
        additionalProperties: { type: 'array', items: text },
      },
      records: { type: 'object', properties: Object.fromEntries(kinds.map(recordList)), additionalProperties: false },
    },
    required: ['hopwise', 'kind', 'coverage', 'records'],
    additionalProperties: false,
  };
}

/** The published schema of `hopwise.yaml`. */
export function settingsJsonSchema(): JsonSchema {
  return { ...settings(), $schema: DIALECT, title: 'Hopwise settings' };
}

/** The published schema of what `access --scope` reads. */
export function scopesJsonSchema(): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(scopesSchema, { io: 'input' });
  return { ...schema, $schema: DIALECT, title: 'Hopwise access scopes' };
}

/** The published schemas of what `--exceptions` and `--baseline` read. */
export function exceptionsJsonSchema(): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(exceptionsSchema, { io: 'input' });
  return { ...schema, $schema: DIALECT, title: 'Hopwise exceptions' };
}

/** The published schema of what `hopwise report --review` reads. */
export function reviewJsonSchema(): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(reviewSchema, { io: 'input' });
  return { ...schema, $schema: DIALECT, title: 'Hopwise review' };
}

/** The published schema of the policies of `hopwise check`. */
export function policiesJsonSchema(): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(policiesSchema, { io: 'input' });
  return { ...schema, $schema: DIALECT, title: 'Hopwise policies' };
}

export function baselineJsonSchema(): JsonSchema {
  return { $schema: DIALECT, ...baselineSchema };
}

/** The published schema of a patch: what `--fix` prints and `applyChanges` takes. */
export function patchJsonSchema(): JsonSchema {
  const change = {
    type: 'object',
    properties: {
      op: { enum: ['add', 'remove', 'replace'] },
      component: { ...text, description: 'The id of the object that is edited, or that comes into being.' },
      at: {
        ...text,
        description:
          'A JSON pointer into the object, in the words of the API: /Routes/-, /Entries/3, /Entries/RuleNumber=100,Egress=true. Empty: the object itself.',
        pattern: '^(/.+)?$',
      },
      value: { description: 'What is there afterwards, as the API spells it.' },
    },
    required: ['op', 'component', 'at'],
    additionalProperties: false,
  };
  return {
    $schema: DIALECT,
    title: 'Hopwise patch',
    description: 'Edits of a snapshot. All places are those before any of the edits, so their order means nothing.',
    type: 'array',
    items: change,
  };
}

function settings(): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(settingsSchema, { io: 'input' });
  return schema;
}

function coverage(): JsonSchema {
  return {
    type: 'object',
    properties: { account: text, region: text, kind: { enum: kinds }, state: { enum: ['complete', 'partial'] } },
    required: ['kind', 'state'],
    additionalProperties: false,
  };
}

function unanswered(): JsonSchema {
  return {
    type: 'object',
    description: 'A call that was made when the input was collected, and not answered.',
    properties: { account: text, region: text, kind: { enum: kinds }, id: text, code: text },
    required: ['kind', 'code'],
    additionalProperties: false,
  };
}

function recordList(kind: Kind): [Kind, JsonSchema] {
  const { title, record } = recordType(kind);
  const schema = record.schema as { readonly properties?: JsonSchema };
  const properties = { ...schema.properties, account: text, region: text, source, isPartial };
  return [kind, { type: 'array', items: { ...schema, title, properties, required: ['source'] } }];
}
