import type { PackedFacts, Snapshot } from '@hopwise/core';
import { isTemplate, looksLikeTemplate } from './cloudformation/recognise.ts';
import { type Assembly, startAssembly } from './describe/assembly.ts';
import { finishSnapshot, type Imported } from './describe/finish-snapshot.ts';
import { readDocument } from './describe/read-document.ts';
import { looksLikeYamlAnswer } from './describe/recognise-yaml.ts';
import { scanAnswer, scanningWithin } from './describe/scan-answer.ts';
import { nothingRead } from './import-error.ts';
import { noteMissing } from './missing/note-missing.ts';
import { capturedApart } from './read/capture-times.ts';
import { contentOfAscii } from './read/content.ts';
import { decodeText } from './read/decode-text.ts';
import { LIMITS, type Limits } from './read/limits.ts';
import { noteIgnored } from './read/note-ignored.ts';
import { longDocument, type ParsedDocument, parseDocuments } from './read/parse-documents.ts';
import { readInputs } from './read/read-inputs.ts';
import { mergeSettings } from './settings/merge-settings.ts';
import type { PlanSide } from './terraform/read-plan.ts';

export interface ImportOptions {
  /** What `-` reads; standard input unless given. */
  readonly stdin?: AsyncIterable<Buffer>;
  readonly limits?: Partial<Limits>;
  /** Values of CloudFormation's parameters, by name or by stack and name. */
  readonly parameters?: ReadonlyMap<string, string>;
  /** Of a Terraform plan: what will be after it, or what is there before. */
  readonly planSide?: PlanSide;
  /** Told how many bytes were read so far. */
  progress?(bytes: number): void;
}

export interface ImportSummary {
  /** Files that were read, settings included. */
  readonly files: number;
  /** Files that are neither and were ignored. */
  readonly ignored: number;
  readonly documents: number;
  readonly records: number;
}

export interface ImportedFiles extends Imported, ImportSummary {
  /** Keeps what was read for the next time, with what compiling made of it; absent where there is nothing to keep. */
  readonly keep?: (facts: PackedFacts) => void;
}

/**
 * Reads folders, files, archives and standard input (`-`) into one snapshot. Content never makes it throw; it throws an
 * `ImportError` when an input does not exist or when nothing at all could be read.
 */
export async function importSnapshot(inputs: readonly string[], options: ImportOptions = {}): Promise<ImportedFiles> {
  const assembly = startAssembly(options.planSide);
  if (options.parameters) assembly.cloudFormation.given = options.parameters;
  const limits = { ...LIMITS, ...options.limits };
  const read: { name: string; modified: Date | undefined }[] = [];
  const ignored: string[] = [];
  let documents = 0;
  let progressed = 0;
  let settingsFiles = 0;
  for await (const { name, kind, bytes, modified, scanned } of readInputs(inputs, assembly.log, {
    stdin: options.stdin,
    limits,
    scanning: scanningWithin(limits),
  })) {
    progressed += scanned?.size ?? bytes.length;
    options.progress?.(progressed);
    if (kind === 'other') {
      ignored.push(name);
      continue;
    }
    if (kind === 'settings') {
      // zod and yaml take longer to load than most inputs to read.
      const { readSettingsFile } = await import('./settings/read-settings-file.ts');
      const settings = readSettingsFile(name, decodeText(bytes), assembly.log);
      if (settings) assembly.settings = mergeSettings(assembly.settings, settings);
      settingsFiles++;
      continue;
    }
    const answer = scanned?.document ?? (kind === 'json' ? scanAnswer(bytes, limits.jsonDepth) : undefined);
    if (answer) {
      documents++;
      readDocument(assembly, { file: name, value: answer });
      read.push({ name, modified });
      continue;
    }
    const content = kind === 'json' ? contentOfAscii(bytes) : undefined;
    const long = content && longDocument(name, content, limits.jsonDepth, assembly.log);
    if (long) {
      documents++;
      readDocument(assembly, long);
      read.push({ name, modified });
      continue;
    }
    const text = decodeText(bytes);
    if (looksLikeTemplate(text)) {
      // The library that reads YAML is loaded for those who have some.
      const { readTemplate } = await import('./cloudformation/read-template.ts');
      const isRead = readTemplate(assembly, name, text, kind === 'yaml');
      if (isRead) {
        documents++;
        read.push({ name, modified });
        continue;
      }
    }
    const isYaml = kind === 'yaml';
    if (isYaml && !looksLikeYamlAnswer(text)) {
      ignored.push(name);
      continue;
    }
    const parsed = isYaml
      ? (await import('./describe/yaml-answers.ts')).yamlAnswers(name, text, assembly.log)
      : parseDocuments(name, text, limits.jsonDepth, assembly.log);
    for (const document of parsed) {
      documents++;
      if (document.index !== undefined && (await takeTemplate(assembly, document))) continue;
      readDocument(assembly, document);
    }
    read.push({ name, modified });
  }
  noteIgnored(ignored, assembly.log);
  const apart = capturedApart(read);
  if (apart) assembly.log.add(apart);
  if (assembly.cloudFormation.templates.length > 0) {
    const { readTemplates } = await import('./cloudformation/read-templates.ts');
    assembly.planned.push(() => readTemplates(assembly));
  }
  const imported = finishSnapshot(assembly);
  const records = Object.values(imported.snapshot.records).reduce((sum, list) => sum + list.length, 0);
  if (records === 0 && !assembly.hasPlanned && !hasWholeAnswer(imported.snapshot))
    throw nothingRead(inputs, imported.diagnostics);
  const diagnostics = [...imported.diagnostics, ...noteMissing(imported.snapshot)];
  return {
    snapshot: imported.snapshot,
    diagnostics,
    files: read.length + settingsFiles,
    ignored: ignored.length,
    documents,
    records,
  };
}

/** One of several documents in a file may be a template, too. */
async function takeTemplate(assembly: Assembly, { file, value }: ParsedDocument): Promise<boolean> {
  if (!isTemplate(value)) return false;
  const { readTemplate } = await import('./cloudformation/read-template.ts');
  return readTemplate(assembly, file, JSON.stringify(value), false);
}

/** AWS said of some kind that there are none: an answer too, unlike files that are no answers or could not be read. */
function hasWholeAnswer({ coverage }: Snapshot): boolean {
  return coverage.some(({ state }) => state === 'complete');
}
