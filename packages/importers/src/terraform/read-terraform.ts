import { type Assembly, startAssembly } from '../describe/assembly.ts';
import { diagnosticLog } from '../diagnostic-log.ts';
import { adopt } from '../overlay/adopted.ts';
import { defaultIds, rename } from '../overlay/default-ids.ts';
import { layOver } from '../overlay/lay-over.ts';
import { configurationOf } from './configuration.ts';
import { isUnreadPlace, typesRead } from './families/families.ts';
import type { Json } from './json.ts';
import { liveHolders } from './live-holders.ts';
import { mapResources } from './map-resources.ts';
import { noteDocument, noteLost, notesOf } from './notes.ts';
import { placesOf } from './places.ts';
import { type PlanSide, readPlan } from './read-plan.ts';
import { readRawState } from './read-raw-state.ts';
import { terraformForm } from './recognise.ts';
import { referencesOf } from './references.ts';
import type { Resource, TerraformDocument } from './resource.ts';
import { resourceIndex } from './resource-index.ts';

/** Adds what a Terraform plan or state holds, as records like those of AWS's answers; over answers it makes its changes. */
export function readTerraform(assembly: Assembly, document: Json, file: string): void {
  const form = terraformForm(document);
  if (!form || !noteDocument(assembly.log, document, form, file)) return;
  assembly.hasPlanned = true;
  const sideOf = (side: PlanSide) =>
    form === 'raw-state' ? readRawState(document, file) : readPlan(document, file, side);
  if (!assembly.isLive) {
    addResources(assembly, sideOf(assembly.planSide), undefined);
    return;
  }
  const after = startAssembly(assembly.planSide, assembly.log);
  // What is there before a plan, and what a state says, answers tell better.
  const isPlan = form === 'plan' && assembly.planSide === 'planned';
  const before = isPlan ? startAssembly('prior', diagnosticLog()) : after;
  const [now, old] = [sideOf(assembly.planSide), isPlan ? sideOf('prior') : undefined];
  const holders = liveHolders(assembly, [...now.resources, ...(old?.resources ?? [])]);
  const held = (read: TerraformDocument) => ({ ...read, resources: [...holders.resources, ...read.resources] });
  for (const { values } of holders.resources) after.held.add(String(values.id));
  addResources(after, held(now), assembly);
  if (old) addResources(before, held(old), assembly);
  const defaults = defaultIds(assembly);
  for (const side of new Set([before, after])) rename(side, defaults);
  if (isPlan) adopt(assembly, before, after);
  noteLost(assembly.log, file, holders.lost);
  layOver(assembly, before, after, file);
}

function addResources(assembly: Assembly, read: TerraformDocument, live: Assembly | undefined): void {
  const { file } = read;
  const configuration = configurationOf(read.configuration, read.variables);
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
    live,
    leavesOpen: read.resources.some(({ type, mode }) => mode === 'managed' && isUnreadPlace(type))
      ? ['networkInterface']
      : [],
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
