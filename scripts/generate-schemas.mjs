// Writes the published JSON Schemas from the registry and the settings; needs built packages. A test keeps them current.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import {
  baselineJsonSchema,
  exceptionsJsonSchema,
  patchJsonSchema,
  policiesJsonSchema,
  reviewJsonSchema,
  scopesJsonSchema,
  settingsJsonSchema,
  snapshotJsonSchema,
} from '../packages/importers/dist/snapshot-file/snapshot-json-schema.js';
import { mirrorSchema } from './mirror-schema.mjs';
import { reportSchema } from './report-schema.mjs';

const folder = new URL('../packages/importers/schema/', import.meta.url);
mkdirSync(folder, { recursive: true });
write(folder, 'snapshot.schema.json', snapshotJsonSchema());
write(folder, 'hopwise.schema.json', settingsJsonSchema());
write(folder, 'patch.schema.json', patchJsonSchema());
write(folder, 'policies.schema.json', policiesJsonSchema());
write(folder, 'review.schema.json', reviewJsonSchema());
write(folder, 'exceptions.schema.json', exceptionsJsonSchema());
write(folder, 'scopes.schema.json', scopesJsonSchema());
write(folder, 'baseline.schema.json', baselineJsonSchema());

const answers = new URL('../packages/cli/schema/', import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(`${name}.schema.json`, answers), 'utf8'));
const path = read('path');
write(answers, 'path-mirror.schema.json', mirrorSchema(path));
const [findings, matrix, diff, imported] = ['findings', 'matrix', 'diff', 'import'].map(read);
write(answers, 'report.schema.json', reportSchema({ findings, path, matrix, diff, imported }));

function write(to, name, schema) {
  writeFileSync(new URL(name, to), `${JSON.stringify(schema, null, 2)}\n`);
}
