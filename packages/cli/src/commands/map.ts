import { extname } from 'node:path';
import { compile, componentsMeant, explain, findPath, type Network, parseQuestion } from '@hopwise/core';
import { badOption, neitherWith, numberOf, oneOf } from '../bad-option.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { LEVELS } from '../map/drawings.ts';
import { type MapRequest, mapView } from '../map/map-view.ts';
import { FORMATS, type MapFormat, renderMap } from '../map/render-map.ts';
import { escapeText } from '../render/escape-text.ts';
import type { Terminal } from '../terminal.ts';
import { writeWhole } from '../write-whole.ts';
import { assumptionsOf, type InputOptions, readSnapshot } from './read-network.ts';

export interface MapOptions extends InputOptions {
  readonly level?: string;
  readonly around?: string;
  readonly hops?: string;
  readonly path?: string;
  readonly port?: string;
  readonly protocol?: string;
  /** True without a value. */
  readonly diff?: string | true;
  readonly nodes?: string;
  readonly format?: string;
  readonly out?: string;
}

/** Draws the network, or the part of it that is asked for. */
export async function map(terminal: Terminal, options: MapOptions): Promise<ExitCode> {
  const { level, nodes, out } = options;
  const format = formatOf(options);
  checkOptions(options);
  const request = {
    level: level === undefined ? undefined : oneOf('--level', level, LEVELS),
    most: nodes === undefined ? undefined : numberOf('--nodes', nodes, 1),
  };
  const { network, before } = await readEditions(terminal, options);
  const view = mapView(network, { ...request, ...asked(network, options), diff: before });
  if (view.nodes.length === 0 && options.around !== undefined)
    throw badOption(
      '--around',
      options.around,
      'Nothing of it is drawn: name a resource, a subnet, a VPC or a gateway.',
    );
  const text = await renderMap(view, format);
  if (out === undefined) await terminal.write(text);
  else await write(terminal, out, text);
  return EXIT.asHoped;
}

/** By `--format`, else by the name of the file. */
function formatOf({ format, out }: MapOptions): MapFormat {
  if (format !== undefined) return oneOf('--format', format, FORMATS);
  if (out === undefined) return 'mermaid';
  const known = BY_EXTENSION.get(extname(out).toLowerCase());
  if (!known) throw badOption('--out', out, `Name it ${[...BY_EXTENSION.keys()].join(', ')}, or give a --format.`);
  return known;
}

const BY_EXTENSION: ReadonlyMap<string, MapFormat> = new Map([
  ['.svg', 'svg'],
  ['.mmd', 'mermaid'],
  ['.md', 'markdown'],
  ['.dot', 'dot'],
  ['.gv', 'dot'],
  ['.drawio', 'drawio'],
  ['.json', 'json'],
]);

function checkOptions({ around, hops, path, port, protocol, diff, assume }: MapOptions): void {
  if (around === undefined && hops !== undefined) throw badOption('--hops', hops, 'It belongs to --around.');
  for (const [name, value] of Object.entries({ '--port': port, '--protocol': protocol, '--assume': assume }))
    if (path === undefined && value !== undefined) throw badOption(name, value, 'It belongs to --path.');
  neitherWith('--path', path === undefined ? {} : { '--diff': diff }, 'Ask on one edition: a path is of one network.');
}

/** What is now, and with `--diff` what was before. A Terraform plan holds both. */
async function readEditions(
  terminal: Terminal,
  options: MapOptions,
): Promise<{ readonly network: Network; readonly before: Network | undefined }> {
  const { diff } = options;
  const assumed = assumptionsOf(options);
  const { snapshot } = await readSnapshot(terminal, options, diff === true ? 'planned' : undefined);
  const network = compile(snapshot, assumed);
  if (diff === undefined) return { network, before: undefined };
  if (diff === true && !snapshot.aliases)
    throw badOption('--diff', '', 'Name the input to compare with: only a Terraform plan has both in it.');
  const other =
    diff === true
      ? await readSnapshot(terminal, { ...options, quiet: true }, 'prior')
      : await readSnapshot(terminal, { ...options, input: diff.split(',') });
  return { network, before: compile(other.snapshot, assumed) };
}

function asked(
  network: Network,
  { around, hops, path, port, protocol }: MapOptions,
): Pick<MapRequest, 'around' | 'path'> {
  return {
    around:
      around === undefined
        ? undefined
        : {
            text: around,
            ids: componentsMeant(network, around),
            hops: hops === undefined ? 1 : numberOf('--hops', hops, 0),
          },
    path:
      path === undefined
        ? undefined
        : explain(network, findPath(network, parseQuestion(network, { ...endsOf(path), port, protocol }))),
  };
}

/** Names with blanks in them are not told apart: their ids are. */
function endsOf(path: string): { readonly from: string; readonly to: string } {
  const [from, to, ...rest] = path.trim().split(/\s+(?:->|→)\s+|\s+/);
  if (!from || !to || rest.length > 0)
    throw badOption('--path', path, "Give it two ends, 'FROM TO' or 'FROM TO:PORT'; of names with blanks, their ids.");
  return { from, to };
}

async function write(terminal: Terminal, file: string, text: string): Promise<void> {
  await writeWhole('--out', file, text);
  terminal.warn(`Written to ${escapeText(file)}.\n`);
}
