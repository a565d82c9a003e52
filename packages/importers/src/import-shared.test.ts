import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Kind, kinds, type Provenance, type Snapshot } from '@hopwise/core';
import { expect, test } from 'vitest';
import { importSnapshot } from './import-snapshot.ts';
import { readSnapshot } from './snapshot-file/read-snapshot.ts';
import { writeSnapshot } from './snapshot-file/write-snapshot.ts';

const shared = fileURLToPath(new URL('../../../../shared/', import.meta.url));
const isThere = existsSync(shared);
if (!isThere) console.warn('skipped: there is no ../shared with captured networks');

const acme = {
  describe: `${shared}data/generated/terraform/acme/describe`,
  batfish: `${shared}data/generated/batfish-layout/acme`,
  cloudmapper: `${shared}data/generated/cloudmapper-layout/acme`,
};

function foldersIn(path: string, beneath = ''): string[] {
  if (!isThere) return [];
  const folders = readdirSync(`${shared}${path}`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => `${path}/${name}${beneath}`).filter((folder) => existsSync(`${shared}${folder}`));
}

test
  .skipIf(!isThere)
  .each(
    [
      ...foldersIn('data/found/describe'),
      ...foldersIn('data/generated/terraform', '/describe'),
      ...foldersIn('labs'),
    ].filter((folder) => !folder.endsWith('localstack-recorded')),
  )('%s is imported without an error, and written and read alike', async (folder) => {
  const { snapshot, diagnostics, files } = await importSnapshot([`${shared}${folder}`]);
  expect(files).toBeGreaterThan(0);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(readSnapshot(writeSnapshot(snapshot)).snapshot).toEqual(snapshot);
  expect(kinds.flatMap((kind): object[] => [...snapshot.records[kind]]).length).toBeGreaterThan(0);
  if (folder.startsWith('labs')) {
    expect(snapshot.records.networkInterface.length).toBeGreaterThan(1);
    expect(kinds.flatMap((kind): Provenance[] => [...snapshot.records[kind]]).filter(({ region }) => !region)).toEqual(
      [],
    );
  }
});

/** Calls that a layout's own collector does not make. */
const NOT_IN_EVERY_LAYOUT = new Set<Kind>([
  'securityGroupRule',
  'prefixList',
  'prefixListEntries',
  'listener',
  'targetGroup',
  'targetHealth',
]);

test.skipIf(!isThere)('one network gives the same records in all three layouts', async () => {
  const [describe, batfish, cloudmapper] = await Promise.all(
    Object.values(acme).map(async (path) => contentOf((await importSnapshot([path])).snapshot)),
  );
  expect(batfish).toEqual(describe);
  expect(cloudmapper).toEqual(describe);
  expect(describe?.networkInterface).toHaveLength(9);
});

function contentOf({ records }: Snapshot): Partial<Record<Kind, object[]>> {
  const compared = kinds.filter((kind) => !NOT_IN_EVERY_LAYOUT.has(kind));
  return Object.fromEntries(
    compared.map((kind) => [kind, records[kind].map(({ source, account, ...record }) => record)]),
  );
}
