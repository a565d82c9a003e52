// Writes the published JSON Schemas from the registry and the settings; needs built packages. A test keeps them current.
import { mkdirSync, writeFileSync } from 'node:fs';
import {
  baselineJsonSchema,
  exceptionsJsonSchema,
  patchJsonSchema,
  scopesJsonSchema,
  settingsJsonSchema,
  snapshotJsonSchema,
} from '../packages/importers/dist/snapshot-file/snapshot-json-schema.js';

const folder = new URL('../packages/importers/schema/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, schema] of [
  ['snapshot.schema.json', snapshotJsonSchema()],
  ['hopwise.schema.json', settingsJsonSchema()],
  ['patch.schema.json', patchJsonSchema()],
  ['exceptions.schema.json', exceptionsJsonSchema()],
  ['scopes.schema.json', scopesJsonSchema()],
  ['baseline.schema.json', baselineJsonSchema()],
]) {
  writeFileSync(new URL(name, folder), `${JSON.stringify(schema, null, 2)}\n`);
}
