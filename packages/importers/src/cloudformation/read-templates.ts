import { groupBy } from '@hopwise/core';
import { type Assembly, startAssembly } from '../describe/assembly.ts';
import { layTemplatesOver } from '../overlay/lay-templates-over.ts';
import type { There } from '../overlay/replaced.ts';
import { typesRead } from '../terraform/families/families.ts';
import { type Found, joined, NOTHING, OPEN } from '../terraform/found.ts';
import { liveHolders } from '../terraform/live-holders.ts';
import { mapResources } from '../terraform/map-resources.ts';
import type { Resource } from '../terraform/resource.ts';
import { resourceIndex } from '../terraform/resource-index.ts';
import type { Wanted } from '../terraform/wanted.ts';
import { addressIn } from './address-in.ts';
import { idOf, plannedId } from './attributes.ts';
import { noteCycles } from './cycles.ts';
import { deployedStacks } from './deployed.ts';
import { own, type Written } from './draft.ts';
import { type Evaluator, evaluator } from './evaluator.ts';
import { exportsOf } from './exports.ts';
import { goneFrom } from './gone.ts';
import { type LiveNames, liveNames } from './live-names.ts';
import { nestedTemplates, templateNamed, withNested } from './nesting.ts';
import { isUnreadPlace, notesOf } from './notes.ts';
import { type PlannedResource, plannedResource } from './planned-resources.ts';
import { renamedIn } from './renamed.ts';
import { resourceOf, resourcesOf, type Stack, typeOf } from './stack.ts';
import { stacksOf } from './stacks.ts';
import { storedValues } from './stored.ts';
import { asAnswersCall, taggedResources } from './tagged.ts';
import { isTransformed } from './transforms.ts';
import { translations } from './translations/translations.ts';
import { changedByOthers, transformed, undecided } from './undecided.ts';
import { unknownArguments } from './unknown-arguments.ts';
import { Unknown } from './value.ts';

/** Adds what the stacks of all templates hold, as records like those of AWS's answers. */
export function readTemplates(assembly: Assembly): void {
  const gathered = {
    ...assembly.cloudFormation,
    resources: [...asAnswersCall(assembly.cloudFormation.resources, assembly), ...taggedResources(assembly)],
  };
  const { templates } = gathered;
  if (templates.length === 0) return;
  assembly.hasPlanned = true;
  // Before its templates there is what answers say, and of a stack alone nothing.
  if (assembly.planSide === 'prior') return;
  const notes = notesOf(assembly.log);
  for (const template of templates) noteCycles(template, notes);
  // Of stacks that answers only carry the tags of, nobody misses the templates.
  notes.unmatched(deployedStacks(assembly.cloudFormation).unmatched, templates);
  const stacks: Stack[] = [];
  const exports = exportsOf(() => stacks, gathered.exports);
  const stored = storedValues(() => stacks);
  const evaluate = evaluator({
    importValue: (name) => exports.value(evaluate, name),
    stored: (name) => stored(evaluate, name),
  });
  const names = liveNames(assembly);
  let isPart = false;
  const all = withNested(
    stacksOf(gathered, nestedTemplates(templates)),
    evaluate,
    deployedStacks(gathered),
    templateNamed(templates),
    {
      nestedMissing(stack, logicalId) {
        isPart = true;
        notes.nestedMissing(stack, logicalId);
      },
      openLoop(stack, loop) {
        isPart = true;
        notes.openLoop(stack, loop);
      },
    },
  );
  for (const stack of all) stacks.push(stack);
  const renamed = assembly.isLive ? renamedIn(stacks, evaluate, names) : [];
  exports.infer(evaluate, notes);

  const planned = new Map<Resource, PlannedResource>();
  for (const stack of stacks) {
    if (notes.transforms(stack)) isPart = true;
    for (const one of plannedOf(stack)) planned.set(one.resource, one);
  }
  const holders = assembly.isLive ? liveHolders(assembly, [...planned.keys()]) : undefined;
  for (const holder of holders?.resources ?? []) {
    const part = planned.get(holders?.partOf(holder) as Resource) as PlannedResource;
    planned.set(holder, { ...part, resource: holder, expressions: {} });
  }
  const resources = [...planned.keys()];
  const byLogicalId = groupBy([...planned.values()], ({ written }) => `${written.stack.id} ${written.logicalId}`);
  const index = resourceIndex(resources.filter(({ type }) => typesRead.has(type)));
  const writtenOf = (resource: Resource) => (planned.get(resource) as PlannedResource).written;
  const target = assembly.isLive ? startAssembly(assembly.planSide, assembly.log) : assembly;
  for (const { values } of holders?.resources ?? []) target.held.add(String(values.id));
  const chosen = mapResources(target, {
    live: assembly.isLive ? assembly : undefined,
    index,
    configuration: {
      ofResource: (resource) => planned.get(resource)?.expressions,
      callOf: () => undefined,
      outputOf: () => undefined,
      variable: () => undefined,
    },
    references: { find: (from, references, wanted) => joined(references.map((one) => referredTo(from, one, wanted))) },
    notes: notes.ofResources(writtenOf),
    placeOf: (resource) => writtenOf(resource).stack,
    sourceOf: (resource) => sourceOf(writtenOf(resource)),
    aliasesOf: (resource) => aliasesOf(resource, writtenOf(resource)),
    leavesOpen: stacks.some((stack) => Object.values(resourcesOf(stack)).some((one) => isUnreadPlace(typeOf(one))))
      ? ['networkInterface']
      : [],
    isPart: isPart || stacks.some(({ physical }) => physical.size > 0),
  });
  if (assembly.isLive) {
    for (const one of holders?.lost ?? []) notes.lost(writtenOf(one.resource), one.id);
    const there = thereIn([...planned.values()]);
    const gone = [...goneFrom(stacks, evaluate, names), ...renamed];
    layTemplatesOver(assembly, target, there, gone, templates.map(({ file }) => file).join(', '));
  }
  notes.sum(stacks, chosen);

  /** Of what was not worked out, the address of something planned can be followed. */
  function referredTo(from: Resource, text: string, wanted: Wanted): Found {
    const named = addressIn(text);
    const all = named ? (byLogicalId.get(`${writtenOf(from).stack.id} ${named.logicalId}`) ?? []) : [];
    const candidates = all.flatMap(({ resource }) =>
      named && wanted[resource.type]?.includes(named.attribute)
        ? [{ resource, attribute: named.attribute, isInferred: false }]
        : [],
    );
    return candidates.length === 1 ? { ...NOTHING, candidates } : OPEN;
  }

  function* plannedOf(stack: Stack): Generator<PlannedResource> {
    for (const [logicalId, resource] of Object.entries(resourcesOf(stack))) {
      const type = typeOf(resource);
      const written = writtenFor(evaluate, names, stack, logicalId, type);
      const condition = typeof resource.Condition === 'string' ? evaluate.isThere(stack, resource.Condition) : true;
      if (condition === false) continue;
      const translate = Object.hasOwn(translations, type) ? translations[type] : undefined;
      const parts = translate?.(written) ?? changedByOthers(written, stacks);
      const drafts = isTransformed(resource) ? transformed(written, parts) : parts;
      if (condition instanceof Unknown) {
        const perhaps = drafts.flatMap((draft) => undecided(draft, condition));
        if (perhaps.length < drafts.length) isPart = true;
        notes.perhaps(written, condition.text, drafts.length > 0);
        for (const draft of perhaps) yield plannedResource(written, draft);
      } else {
        for (const draft of drafts) {
          for (const [argument, text] of unknownArguments(draft.with)) notes.unknown(written, argument, text);
          yield plannedResource(written, draft);
        }
      }
    }
  }
}

function writtenFor(evaluate: Evaluator, live: LiveNames, stack: Stack, logicalId: string, type: string): Written {
  const physicalId = stack.physical.get(logicalId);
  let properties: Written['properties'] | undefined;
  return {
    stack,
    logicalId,
    type,
    id: idOf(stack, logicalId),
    physicalId,
    arn: live.arnOf(type, physicalId, stack),
    publicIp: type === 'AWS::EC2::EIP' ? live.addressOf(physicalId) : undefined,
    members: type === GROUP ? live.membersOf(physicalId, stack) : [],
    // Of types that nobody reads nothing is worked out.
    get properties() {
      properties ??= evaluate.properties(stack, logicalId);
      return properties;
    },
  };
}

/** What is deployed already, each once. */
function thereIn(planned: readonly PlannedResource[]): readonly There[] {
  const all = new Set(planned.map(({ written }) => written));
  return [...all].flatMap((written) => {
    const { type, stack, logicalId, physicalId, properties } = written;
    if (physicalId === undefined) return [];
    const says = (property: string) => own(properties, property) !== undefined;
    return [{ type, physicalId, source: sourceOf(written), name: plannedId(stack, logicalId), says }];
  });
}

const GROUP = 'AWS::ElastiCache::ReplicationGroup';

function sourceOf({ stack, logicalId }: Written) {
  const line = stack.template.lineOf(logicalId);
  return {
    file: stack.template.file,
    pointer: `/Resources/${logicalId.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    ...(line === undefined ? {} : { line }),
  };
}

/** The logical id, also behind its stack, and the path that CDK has for it. */
function aliasesOf(resource: Resource, { stack, logicalId }: Written): readonly string[] {
  if (resource.address.includes('#')) return [];
  const metadata = resourceOf(stack, logicalId)?.Metadata as Record<string, unknown> | undefined;
  const path = metadata?.['aws:cdk:path'];
  return [logicalId, `${stack.id}.${logicalId}`, ...(typeof path === 'string' && path !== '' ? [path] : [])];
}
