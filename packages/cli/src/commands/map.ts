import { oneOf } from '../bad-option.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { safeJson } from '../render/escape-text.ts';
import { mapDocument } from '../render/map-document.ts';
import { mapDot } from '../render/map-dot.ts';
import { mapMermaid } from '../render/map-mermaid.ts';
import type { Terminal } from '../terminal.ts';
import { type InputOptions, readNetwork } from './read-network.ts';

/** Prints the graph, for other tools to draw. */
export async function map(terminal: Terminal, options: InputOptions & { readonly format: string }): Promise<ExitCode> {
  const format = oneOf('--format', options.format, ['mermaid', 'dot', 'json']);
  const { network } = await readNetwork(terminal, options);
  const document = mapDocument(network);
  await terminal.write(
    format === 'json' ? `${safeJson(document, 2)}\n` : format === 'dot' ? mapDot(document) : mapMermaid(document),
  );
  return EXIT.asHoped;
}
