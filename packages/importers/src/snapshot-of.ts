import { startAssembly } from './describe/assembly.ts';
import { finishSnapshot, type Imported } from './describe/finish-snapshot.ts';
import { type InputDocument, readDocument } from './describe/read-document.ts';

/** The snapshot of documents in memory, as `importSnapshot` makes it of files. Never throws for content. */
export function snapshotOf(documents: Iterable<InputDocument>): Imported {
  const assembly = startAssembly();
  for (const document of documents) readDocument(assembly, document);
  return finishSnapshot(assembly);
}
