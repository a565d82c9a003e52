import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { looksLikeTemplate } from '../cloudformation/recognise.ts';
import { looksLikeYamlAnswer } from '../describe/recognise-yaml.ts';
import { diagnosticLog } from '../diagnostic-log.ts';
import { FileError } from '../live/file-error.ts';
import { decodeText } from '../read/decode-text.ts';
import { LIMITS } from '../read/limits.ts';
import { type ParsedDocument, parseDocuments } from '../read/parse-documents.ts';
import { readInputs } from '../read/read-inputs.ts';
import type { InputText } from '../read/unpack.ts';

export interface Pruned {
  readonly files: number;
  /** Files of which nothing was written: nobody reads them, or they are no answers of AWS. */
  readonly left: readonly string[];
}

/** Writes the AWS answers of inputs into a folder, by their names, without what nothing here reads. */
export async function pruneInput(inputs: readonly string[], out: string): Promise<Pruned> {
  const left: string[] = [];
  let files = 0;
  const { pruneDocument } = await import('./prune-document.ts');
  for await (const { name, kind, bytes } of readInputs(inputs, diagnosticLog())) {
    const text = kind === 'other' ? '' : decodeText(bytes);
    const kept = kind === 'settings' ? [text] : prunedTexts(await documentsIn(name, kind, text));
    if (kept.length === 0) left.push(name);
    else {
      const path = join(out, nameWithin(name, inputs));
      write(kind === 'yaml' ? path.replace(/\.ya?ml$/i, '.json') : path, kept.join('\n'));
      files++;
    }
  }
  return { files, left };

  function prunedTexts(documents: Iterable<ParsedDocument>): readonly string[] {
    return [...documents].flatMap(({ value }) => {
      const pruned = pruneDocument(value);
      return pruned === undefined ? [] : [`${JSON.stringify(pruned, null, 4)}\n`];
    });
  }
}

async function documentsIn(name: string, kind: InputText['kind'], text: string): Promise<Iterable<ParsedDocument>> {
  if (kind === 'json') return parseDocuments(name, text, LIMITS.jsonDepth, diagnosticLog());
  if (kind !== 'yaml' || looksLikeTemplate(text) || !looksLikeYamlAnswer(text)) return [];
  const { yamlAnswers } = await import('../describe/yaml-answers.ts');
  return yamlAnswers(name, text, diagnosticLog());
}

/** Below the folder that was given; files in archives lie in a folder called like the archive. */
function nameWithin(name: string, inputs: readonly string[]): string {
  const roots = inputs.map((input) =>
    input
      .replaceAll('\\', '/')
      .replace(/^\.\/(?=.)/, '')
      .replace(/\/?$/, '/'),
  );
  const root = inputs.length === 1 ? (roots.find((one) => name.startsWith(one)) ?? '') : '';
  const parts = name.slice(root.length).split(/[/!]/);
  const inside = parts
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .map((part) => part.replace(/:/g, '_'));
  return `${join(...inside)}`.replace(/\.gz$/, '') || 'input.json';
}

/** In one step: whoever is told to end between two of them can take away all that there is. */
function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    throw new FileError(path, error as Error);
  }
}
