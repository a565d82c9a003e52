import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importSnapshot } from '../import-snapshot.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hopwise-read-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const vpcs = (...ids: string[]) => JSON.stringify({ Vpcs: ids.map((VpcId) => ({ VpcId, OwnerId: '111122223333' })) });

async function tarOf(
  files: Record<string, string | Buffer>,
  modified: (name: string) => Date = () => new Date(0),
): Promise<Buffer> {
  const tar = pack();
  for (const [name, content] of Object.entries(files)) tar.entry({ name, mtime: modified(name) }, content);
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function importBytes(bytes: Buffer | string, options = {}) {
  const path = join(folder, `input-${Math.random().toString(36).slice(2)}`);
  await writeFile(path, bytes);
  const { snapshot, diagnostics, ...rest } = await importSnapshot([path], options);
  return { ids: snapshot.records.vpc.map(({ vpcId }) => vpcId), snapshot, diagnostics, path, ...rest };
}

test.each<[string, () => Buffer | string | Promise<Buffer>]>([
  ['plain text', () => vpcs('vpc-1')],
  ['UTF-8 with a byte order mark', () => `\ufeff${vpcs('vpc-1')}`],
  ['UTF-16 little endian with a mark', () => Buffer.from(`\ufeff${vpcs('vpc-1')}`, 'utf16le')],
  ['UTF-16 little endian without', () => Buffer.from(vpcs('vpc-1'), 'utf16le')],
  ['UTF-16 big endian with a mark', () => Buffer.from(`\ufeff${vpcs('vpc-1')}`, 'utf16le').swap16()],
  ['UTF-16 big endian without', () => Buffer.from(vpcs('vpc-1'), 'utf16le').swap16()],
  ['gzip', () => gzipSync(vpcs('vpc-1'))],
  ['tar', () => tarOf({ 'a/b.json': vpcs('vpc-1') })],
  ['tar in gzip', async () => gzipSync(await tarOf({ 'a/b.json': vpcs('vpc-1') }))],
  ['zip', () => zipOf({ 'a/b.json': vpcs('vpc-1') })],
  ['zip in tar in gzip', async () => gzipSync(await tarOf({ 'x.zip': zipOf({ 'b.json': vpcs('vpc-1') }) }))],
])('%s is found out by content', async (_name, make) => {
  const { ids, diagnostics } = await importBytes(await make());
  expect(ids).toEqual(['vpc-1']);
  expect(diagnostics.filter(({ severity }) => severity !== 'note')).toEqual([]);
});

test('a record inside an archive shows the archive and its place in it', async () => {
  const { snapshot, path } = await importBytes(zipOf({ 'us-west-2/Vpcs.json': vpcs('vpc-1') }));
  expect(snapshot.records.vpc[0]?.source).toEqual({ file: `${path}!us-west-2/Vpcs.json`, pointer: '/Vpcs/0' });
  expect(snapshot.records.vpc[0]?.region).toBe('us-west-2');
});

test('archives in archives in archives in archives are refused, and what is beside them is read', async () => {
  let inner = zipOf({ 'a.json': vpcs('vpc-deep') });
  for (let i = 0; i < 3; i++) inner = zipOf({ 'inner.zip': inner, [`beside-${i}.json`]: vpcs(`vpc-${i}`) });
  const { ids, diagnostics } = await importBytes(inner);
  expect(ids).toEqual(['vpc-0', 'vpc-1', 'vpc-2']);
  expect(diagnostics.map(({ code }) => code)).toContain('INPUT_TOO_LARGE');
});

test('a bomb ends itself only', async () => {
  const bomb = gzipSync(Buffer.from(`[${' '.repeat(3_000_000)}]`));
  const archive = await tarOf({ 'a.json.gz': bomb, 'b.json': vpcs('vpc-1') });
  const { ids, diagnostics } = await importBytes(archive, { limits: { ratioFrom: 1_000_000 } });
  expect(ids).toEqual(['vpc-1']);
  expect(diagnostics.map(({ code }) => code)).toContain('INPUT_TOO_LARGE');
});

test('a text that is too large is left out by its size', async () => {
  const long = await importSnapshot(
    [await fileOf('long.json', vpcs('vpc-1', 'vpc-2')), await fileOf('short.json', '{"Subnets":[]}')],
    {
      limits: { text: 60 },
    },
  );
  expect(long.snapshot.records.vpc).toEqual([]);
  expect(codesOf(long.diagnostics)).toEqual(['INPUT_TOO_LARGE']);
});

test('an archive of too many files is refused', async () => {
  const many = zipOf(Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`${i}.json`, '{}'])));
  await expect(importBytes(many, { limits: { entries: 4 } })).rejects.toMatchObject({ code: 'NOTHING_READ' });
});

test('a broken archive is a diagnostic', async () => {
  const path = await fileOf('good.json', vpcs('vpc-1'));
  const cut = await fileOf('cut.zip', zipOf({ 'a.json': vpcs('vpc-2') }).subarray(0, 40));
  const cutGzip = await fileOf('cut.gz', gzipSync(vpcs('vpc-2')).subarray(0, 30));
  const { diagnostics, snapshot } = await importSnapshot([path, cut, cutGzip]);
  expect(snapshot.records.vpc).toHaveLength(1);
  expect(codesOf(diagnostics)).toEqual(['INPUT_BROKEN', 'INPUT_BROKEN']);
});

describe('links', () => {
  let top = '';
  const read = async (...inputs: string[]) => {
    const { snapshot, files, diagnostics } = await importSnapshot(inputs);
    return { files, codes: codesOf(diagnostics), names: snapshot.records.vpc.map(({ source }) => source.file) };
  };
  beforeAll(async () => {
    top = join(folder, 'links');
    await mkdir(join(top, 'inner', 'deep'), { recursive: true });
    await writeFile(join(top, 'beside.json'), vpcs('vpc-beside'));
    await writeFile(join(top, 'inner', 'vpcs.json'), vpcs('vpc-1'));
    // Sorts before what it leads to.
    await symlink(join(top, 'inner'), join(top, 'again'));
    await symlink(join(top, 'inner', 'vpcs.json'), join(top, 'a-file.json'));
    await symlink(top, join(top, 'inner', 'deep', 'up'));
  });

  test('what several names lead to is read once, by its own', async () => {
    expect(await read(top)).toEqual({
      files: 2,
      codes: [],
      names: [join(top, 'inner', 'vpcs.json'), join(top, 'beside.json')],
    });
    expect((await read(top, join(top, 'inner'))).files).toBe(2);
  });

  test('one that leads upwards does not widen the input', async () => {
    expect(await read(join(top, 'inner'))).toMatchObject({ files: 1, names: [join(top, 'inner', 'vpcs.json')] });
  });

  test('an input may be a link, and links may lead elsewhere', async () => {
    const elsewhere = join(folder, 'elsewhere');
    await mkdir(elsewhere);
    await symlink(join(top, 'inner'), join(elsewhere, 'linked'));
    await symlink(join(top, 'nowhere'), join(elsewhere, 'dangling'));
    expect(await read(join(top, 'again'))).toMatchObject({ files: 1, names: [join(top, 'again', 'vpcs.json')] });
    expect(await read(elsewhere)).toEqual({
      files: 1,
      codes: ['INPUT_BROKEN'],
      names: [join(elsewhere, 'linked', 'vpcs.json')],
    });
  });
});

test('- is standard input, and a path that does not exist is an error with a hint', async () => {
  async function* stdin() {
    yield Buffer.from(vpcs('vpc-1'));
  }
  const { snapshot } = await importSnapshot(['-'], { stdin: stdin() });
  expect(snapshot.records.vpc[0]?.source.file).toBe('-');
  await expect(importSnapshot([join(folder, 'absent')])).rejects.toMatchObject({ code: 'INPUT_NOT_FOUND' });
});

test('files of an archive that were captured hours apart are warned of', async () => {
  const files = { 'old.json': vpcs('vpc-1'), 'new.json': '{"Subnets":[]}' };
  const tar = await tarOf(files, (name) => new Date(name === 'old.json' ? '2020-01-01' : '2026-01-01'));
  const { diagnostics } = await importBytes(tar);
  expect(diagnostics.map(({ code }) => code)).toContain('CAPTURED_APART');
});

test('times of files in a folder say nothing: a checkout sets them anew', async () => {
  const old = await fileOf('old.json', vpcs('vpc-1'));
  await utimes(old, new Date('2020-01-01'), new Date('2020-01-01'));
  const { diagnostics } = await importSnapshot([old, await fileOf('new.json', '{"Subnets":[]}')]);
  expect(diagnostics.map(({ code }) => code)).not.toContain('CAPTURED_APART');
});

test('settings beside the answers are read, and files that are no JSON are one note', async () => {
  const top = join(folder, 'mixed');
  await mkdir(top);
  await writeFile(join(top, 'hopwise.yaml'), 'appliances: { i-1: nat }');
  await writeFile(join(top, 'README.md'), '# dump');
  await writeFile(join(top, 'vpcs.json'), vpcs('vpc-1'));
  const { snapshot, diagnostics, files, ignored } = await importSnapshot([top]);
  expect(snapshot.settings.appliances).toEqual({ 'i-1': 'nat' });
  expect({ files, ignored }).toEqual({ files: 2, ignored: 1 });
  expect(diagnostics.map(({ code }) => code)).toEqual(['NOT_JSON', 'NOT_COLLECTED']);
});

test('when nothing at all can be read, the error says why', async () => {
  const error = await importSnapshot([await fileOf('broken.json', '{"Vpcs":')]).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'NOTHING_READ', diagnostics: [{ code: 'JSON_BROKEN' }] });
});

test.each([
  ['JSON of something else', '{"title":"a page"}', ['NOT_MODELLED']],
  ['the caller alone', '{"UserId":"x","Account":"111122223333","Arn":"arn:aws:iam::111122223333:user/x"}', []],
  ['an answer of which nothing is readable', '{"Vpcs":[{}]}', ['ELEMENT_UNREADABLE']],
  ['a snapshot of another version', '{"hopwise":2,"kind":"snapshot"}', ['SNAPSHOT_VERSION']],
])('%s is nothing read', async (_what, text, said) => {
  const error = await importBytes(text).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'NOTHING_READ', diagnostics: said.map((code) => ({ code })) });
});

test('settings without a network are nothing read; an answer that lists nothing is read', async () => {
  const top = join(folder, 'settings-only');
  await mkdir(top);
  await writeFile(join(top, 'hopwise.yaml'), 'appliances: { i-1: nat }');
  await expect(importSnapshot([top])).rejects.toMatchObject({ code: 'NOTHING_READ' });
  await writeFile(join(top, 'vpcs.json'), '{"Vpcs":[]}');
  expect((await importSnapshot([top])).records).toBe(0);
});

function codesOf(diagnostics: readonly { readonly code: string; readonly severity: string }[]): string[] {
  return diagnostics.filter(({ severity }) => severity !== 'note').map(({ code }) => code);
}

async function fileOf(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** A zip of stored files, as small as the format allows. */
function zipOf(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const data = Buffer.from(content);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(0x21, 8);
    shared.writeUInt32LE(crc32(data), 10);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(data.length, 18);
    shared.writeUInt16LE(Buffer.byteLength(name), 22);
    const header = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, Buffer.from(name), data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), shared, tail, Buffer.from(name)]));
    local.push(header);
    offset += header.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(local.length, 8);
  end.writeUInt16LE(local.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
