import type { Assembly } from '../describe/assembly.ts';
import { configurationOf } from './configuration.ts';
import { typesRead } from './families/families.ts';
import type { Json } from './json.ts';
import { mapResources } from './map-resources.ts';
import { noteDocument, notesOf } from './notes.ts';
import { placesOf } from './places.ts';
import { readPlan } from './read-plan.ts';
import { readRawState } from './read-raw-state.ts';
import { terraformForm } from './recognise.ts';
import { referencesOf } from './references.ts';
import type { Resource } from './resource.ts';
import { resourceIndex } from './resource-index.ts';

/** Adds what a Terraform plan or state holds, as records like those of AWS's answers. */
export function readTerraform(assembly: Assembly, document: Json, file: string): void {
  const form = terraformForm(document);
  if (!form || !noteDocument(assembly.log, document, form, file)) return;
  assembly.hasPlanned = true;
  const read = form === 'raw-state' ? readRawState(document, file) : readPlan(document, file, assembly.planSide);
  const configuration = configurationOf(read.configuration);
  // What is not read cannot be referred to either: states are full of other things.
  const index = resourceIndex(read.resources.filter(({ type }) => typesRead.has(type)));
  const notes = notesOf(assembly.log, file);
  const chosen = mapResources(assembly, {
    index,
    configuration,
    references: referencesOf(index, configuration),
    notes,
    placeOf: placesOf(read),
    sourceOf: ({ address }) => ({ file, pointer: address }),
    aliasesOf,
  });
  notes.sum(read, chosen);
}

/** The addresses that people know a resource by; without its key an address means all instances. */
function aliasesOf({ address, previousAddress, key }: Resource): readonly string[] {
  return [
    address,
    ...(previousAddress === undefined ? [] : [previousAddress]),
    ...(key === undefined ? [] : [address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]$/, '')]),
  ];
}
