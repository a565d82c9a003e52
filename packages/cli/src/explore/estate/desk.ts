import { writeFile } from 'node:fs/promises';
import {
  applyChanges,
  type Change,
  supposed as compared,
  compile,
  componentName,
  type Diagnostic,
  explain,
  findMatrix,
  findPath,
  inTurn,
  kinds,
  type Network,
  packFacts,
  parseQuestion,
  parseStatement,
  QuestionError,
  type QuestionText,
  type Snapshot,
} from '@hopwise/core';
import { missingCalls } from '@hopwise/importers';
import { badOption } from '../../bad-option.ts';
import { isCacheBroken, removeBroken } from '../../broken-cache.ts';
import { compareEditions } from '../../commands/diff.ts';
import { assumptionsOf, readSnapshot } from '../../commands/read-network.ts';
import { fixDocument } from '../../render/edits-document.ts';
import { escapeText, safeJson } from '../../render/escape-text.ts';
import { matrixDocument } from '../../render/matrix-document.ts';
import { type PathDocument, pathDocument } from '../../render/path-document.ts';
import type { Terminal } from '../../terminal.ts';
import { detailDocument } from './detail-document.ts';
import { createExposureDesk } from './exposure-desk.ts';
import type { AnswerTo, Exchanges, Request, Rule, Source, Step, Supposed, Topic } from './requests.ts';
import { treeDocument } from './tree-document.ts';

/** What was read, to be handed to another thread. */
export interface Shared {
  readonly snapshot: Snapshot;
  readonly source: Source;
}

/** Answers what the explorer asks, by the questions of core and the documents of the commands. */
export interface Desk {
  answer(request: Request, tell: (stage: string) => void): Promise<AnswerTo<Topic>>;
  share(): Shared;
  adopt(shared: Shared): void;
}

/** So many groups of a cell are told, and of what differs. */
const MOST_GROUPS = 50;

export function createDesk(terminal: Terminal): Desk {
  let shared: Shared | undefined;
  let network: Network | undefined;
  let edition: { readonly key: string; readonly network: Network } | undefined;
  const exposures = createExposureDesk();

  const read = (): Shared => shared as Shared;
  const base = (): Network => {
    network ??= compile(read().snapshot, assumptionsOf(read().source));
    return network;
  };
  /** The network as it is supposed to be; the last one is kept. */
  const withSteps = (steps: readonly Step[]): Network => {
    if (steps.length === 0) return base();
    const changes = changesOf(steps);
    const key = JSON.stringify(changes);
    if (edition?.key !== key) {
      const snapshot = applyChanges(read().snapshot, changes);
      edition = { key, network: compile(snapshot, base().assume, base()) };
    }
    return edition.network;
  };

  const desk: { readonly [T in Topic]: Answers<T> } = {
    async open(source, tell) {
      if (source.input.includes('-'))
        throw badOption('--input', '-', 'Standard input is the keyboard here: name a folder or a file.');
      tell('reading the input');
      const { snapshot, diagnostics, keep } = await readSnapshot(terminal, { ...source, quiet: true });
      shared = { snapshot, source };
      tell('making ready what was read');
      if (keep) terminal.afterwards(() => keep(packFacts(base())));
      const tree = treeDocument(base());
      const records = kinds.reduce((sum, kind) => sum + base().all(kind).length, 0);
      const { sites, cidrs } = snapshot.settings;
      return {
        tree,
        records,
        zones: zonesIn(base()),
        named: [
          ...Object.keys(sites).map((name) => `onprem:${name}`),
          ...Object.keys(cidrs).map((name) => `cidr:${name}`),
        ].sort(),
        diagnostics,
        missing: missingCalls(snapshot),
      };
    },
    async detail({ id }) {
      return detailDocument(base(), id);
    },
    async path({ question, steps }) {
      const document = ask(withSteps(steps), question);
      if (steps.length === 0) return { document };
      const before = ask(base(), question).parts.map(({ verdict, services }) => ({ verdict, services }));
      return { document, before };
    },
    async fix({ question, steps }) {
      const changed = withSteps(steps);
      const fix = fixDocument(changed, question);
      const said = fix.edits.map(({ component, text }) => `${nameOf(changed, component)}: ${text}`).join('; ');
      // Places of a patch are those of what was read: beside other changes they would mean something else.
      const step = fix.patch.length > 0 && steps.length === 0 ? { said, changes: fix.patch } : undefined;
      return { document: ask(changed, question, fix), ...(step ? { step } : {}) };
    },
    async statement({ text }) {
      return { said: text.trim(), changes: parseStatement(base(), text) };
    },
    async off(rule) {
      const row = detailDocument(base(), rule.component).rows.find((one) => one.evidence && isRule(one.evidence, rule));
      if (!row?.off?.length)
        throw badOption('The rule', rule.text, 'It cannot be switched off: it comes with its object, or is none.');
      return { said: row.said ?? rule.text, changes: row.off };
    },
    async suppose({ steps, questions }) {
      const changed = withSteps(steps);
      return questions.map((question) => supposed(base(), changed, question));
    },
    async differ({ steps }) {
      const { snapshot, source } = read();
      const diagnostics: readonly Diagnostic[] = [];
      const after = applyChanges(snapshot, changesOf(steps));
      const editions = [
        { snapshot, diagnostics },
        { snapshot: after, diagnostics },
      ] as const;
      const names = ['as it was read', 'as supposed'] as const;
      const options = { ...source, groups: String(MOST_GROUPS) };
      // What the base was asked before is known: its next what-if compares only what that one touches.
      return compareEditions(editions, names, options, compared(base(), after));
    },
    async exposure({ steps }) {
      return exposures.list(withSteps(steps));
    },
    async finding({ id }) {
      return exposures.finding(id);
    },
    async matrix({ by, steps }) {
      const changed = withSteps(steps);
      const found = findMatrix(changed, parseQuestion(changed, { from: '*', to: '*' }), by);
      return matrixDocument(changed, found, { groups: MOST_GROUPS, diagnostics: [] });
    },
    async save({ file, steps }) {
      const text = `${safeJson(changesOf(steps), 2)}\n`;
      // What is there already is not the explorer's to lose.
      await writeFile(file, text, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
        const why = error.code === 'EEXIST' ? 'There is such a file: choose another name' : error.message;
        throw badOption('The file', file, `${why}.`);
      });
      return { file };
    },
  };

  // The topic chooses the function whose request it is.
  const answered: AnswersAny = (request, tell) => (desk[request.topic] as unknown as AnswersAny)(request, tell);

  return {
    async answer(request, tell) {
      try {
        return await answered(request, tell);
      } catch (error) {
        if (!isCacheBroken(error)) throw error;
        removeBroken(error);
        const source = { ...read().source, cache: false };
        [network, edition] = [undefined, undefined];
        const opened = await desk.open(source, tell);
        return request.topic === 'open' ? opened : await answered(request, tell);
      }
    },
    share: read,
    adopt(handed) {
      shared = handed;
    },
  };
}

type AnswersAny = (asked: Request, tell: (stage: string) => void) => Promise<AnswerTo<Topic>>;
type Answers<T extends Topic> = (asked: Exchanges[T]['asked'], tell: (stage: string) => void) => Promise<AnswerTo<T>>;

function changesOf(steps: readonly Step[]): readonly Change[] {
  return inTurn(steps.map(({ changes }) => changes));
}

/** What a denied packet met is told with its own services: then the number of the rule tells, and its direction. */
function isRule(one: Rule, other: Rule): boolean {
  if (one.component !== other.component) return false;
  const direction = (text: string) => text.split(' ')[0];
  const isNumbered = one.rule !== undefined && one.rule === other.rule;
  return one.text === other.text || (isNumbered && direction(one.text) === direction(other.text));
}

function ask(network: Network, text: QuestionText, fix?: PathDocument['fix']): PathDocument {
  const answer = findPath(network, parseQuestion(network, text));
  return pathDocument(network, answer, explain(network, answer), { paths: 1, diagnostics: [], fix });
}

/** A change may take away what a question names: that is told in place of a verdict. */
function supposed(before: Network, after: Network, question: QuestionText): Supposed {
  const [was, is] = [before, after].map((network) => {
    try {
      const { parts, verdict } = ask(network, question);
      return { text: parts.map((part) => `${part.verdict} on ${part.services}`).join('; '), verdict };
    } catch (error) {
      if (error instanceof QuestionError) return { text: escapeText(error.message), verdict: 'error' as const };
      throw error;
    }
  }) as [Told, Told];
  return { before: was.text, after: is.text, verdict: is.verdict };
}
interface Told {
  readonly text: string;
  readonly verdict: Supposed['verdict'];
}

function nameOf(network: Network, id: string): string {
  return componentName(network, id).name ?? id;
}

function zonesIn(network: Network): readonly string[] {
  const names = network.all('subnet').flatMap((one) => one.availabilityZone ?? one.availabilityZoneId ?? []);
  return [...new Set(names)].sort();
}
