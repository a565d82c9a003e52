import {
  type Assumptions,
  compile,
  type Kind,
  kinds,
  type Network,
  recordType,
  SNAPSHOT_VERSION,
  type Snapshot,
} from '@hopwise/core';

let network: Promise<Network> | undefined;

/** The network that the page carries, unpacked and compiled when it is first needed. */
export function carriedNetwork(): Promise<Network> {
  network ??= unpack();
  return network;
}

async function unpack(): Promise<Network> {
  const { assume } = JSON.parse(textOf('carried')) as { readonly assume: Assumptions };
  const packed = Uint8Array.from(atob(textOf('snapshot')), (sign) => sign.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return compile(snapshotOf(JSON.parse(await new Response(stream).text())), assume);
}

type Written = Pick<Snapshot, 'coverage' | 'settings' | 'aliases'> & {
  readonly hopwise: number;
  readonly records: Partial<Record<Kind, readonly Record<string, unknown>[]>>;
};

/** What `writeSnapshot` left out, empty lists above all, is put back by reading each record again. */
function snapshotOf({ hopwise, records, ...rest }: Written): Snapshot {
  if (Math.floor(hopwise) !== SNAPSHOT_VERSION) throw new Error(`A snapshot of version ${hopwise} cannot be read.`);
  const read = kinds.map((kind) => {
    const { record } = recordType(kind);
    const own = (records[kind] ?? []).map(({ account, region, source, isPartial, ...fields }) => ({
      ...(record.read(fields, () => undefined) as object),
      account,
      region,
      source,
      ...(isPartial === true ? { isPartial } : {}),
    }));
    return [kind, own];
  });
  return { version: SNAPSHOT_VERSION, ...rest, records: Object.fromEntries(read) as Snapshot['records'] };
}

function textOf(id: string): string {
  return document.getElementById(id)?.textContent ?? '';
}
