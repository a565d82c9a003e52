import { startAssembly } from '../describe/assembly.ts';
import { finishSnapshot, type Imported } from '../describe/finish-snapshot.ts';
import { readDocument } from '../describe/read-document.ts';
import { LIMITS } from '../read/limits.ts';
import { parseDocuments } from '../read/parse-documents.ts';

/** Gives back the snapshot that `writeSnapshot` wrote. Another major version, or other text, gives a diagnostic. */
export function readSnapshot(text: string, file = 'snapshot.json'): Imported {
  const assembly = startAssembly();
  for (const document of parseDocuments(file, text, LIMITS.jsonDepth, assembly.log)) readDocument(assembly, document);
  return finishSnapshot(assembly);
}
