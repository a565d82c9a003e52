import { applyChanges } from '../aws/apply-changes.ts';
import { isAlike } from '../aws/field-edits.ts';
import { changedPositions } from '../aws/list-changes.ts';
import { type Kind, kinds, recordType } from '../aws/record-types.ts';
import type { Snapshot } from '../aws/snapshot.ts';
import { linkStatements } from '../aws/statements/link-statements.ts';
import { routeStatements } from '../aws/statements/route-statements.ts';
import { ruleStatements } from '../aws/statements/rule-statements.ts';
import { stateStatements, zoneGone } from '../aws/statements/state-statements.ts';
import { type StatementForm, StatementProblem } from '../aws/statements/statement.ts';
import type { Network } from '../engine/network.ts';
import type { Change } from '../model/change.ts';
import { ambiguous, badStatement } from '../model/question-error.ts';
import type { ComponentId } from '../model/route.ts';
import { introduce, nameIn } from './component-name.ts';
import { nearestOf } from './nearest.ts';

/** Every form that `--set` takes. */
export const statementForms: readonly StatementForm[] = [
  ...ruleStatements,
  ...routeStatements,
  ...linkStatements,
  ...stateStatements,
];

/** `zone eu-west-1a is gone`. */
const ZONE = /^zone +(?<zone>\S+) +(?:is +)?(?:gone|down)$/i;
/** A subject is one word, or several in quotes. A tunnel of a VPN connection is named behind a slash. */
const SENTENCE = /^(?:"(?<quoted>[^"]+)"|(?<word>[^\s/"]\S*))\s+(?<rest>.*)$/s;

/** What one statement says, as changes of the network: `sg-1 ingress +tcp/443 from 10.0.0.0/8`. */
export function parseStatement(network: Network, text: string): readonly Change[] {
  const told = text.trim().replace(/\s+/g, ' ');
  const asZone = ZONE.exec(told);
  try {
    if (asZone?.groups?.zone) return zoneGone(network, asZone.groups.zone);
    return parseSentence(network, text, told);
  } catch (error) {
    if (error instanceof StatementProblem) throw badStatement(text, error.message);
    throw error;
  }
}

/** What statements say one after the other; where two are about one place, as of a route that goes and comes, the last stands. */
export function inTurn(statements: readonly (readonly Change[])[]): readonly Change[] {
  return statements.flatMap((changes, i) => {
    const later = statements.slice(i + 1).flat();
    return changes.filter((change) => !later.some((other) => isSamePlace(change, other)));
  });
}

/** What is added has a place of its own. */
function isSamePlace(change: Change, other: Change): boolean {
  return change.component === other.component && change.at === other.at && change.op !== 'add' && other.op !== 'add';
}

function parseSentence(network: Network, text: string, told: string): readonly Change[] {
  const { quoted, word, rest = '' } = SENTENCE.exec(told)?.groups ?? {};
  const subject = quoted ?? word;
  if (!subject) throw badStatement(text, `Say what changes, and how: ${statementForms[0]?.form}.`);
  const [name = '', tunnel] = network.get('vpnConnection', subject.split('/')[0]) ? subject.split('/') : [subject];
  const sentence = tunnel === undefined ? rest : `/${tunnel} ${rest}`;
  const found = objectsNamed(network, name, kinds);
  if (found.length === 0) throw unknownObject(network, text, name, kinds);
  const meant = found.flatMap(({ id, kind }) =>
    statementForms.flatMap((form) => {
      const match = form.kinds.includes(kind) ? form.pattern.exec(sentence) : null;
      return match ? [{ id, kind, form, words: { ...match.groups } as Record<string, string> }] : [];
    }),
  );
  // The first form that fits is the closest: that something is gone can be said of anything.
  const [first] = meant;
  if (!first) throw badStatement(text, formsOf(found.map(({ kind }) => kind)));
  // An interface is called like its host on purpose.
  const hosts = meant.filter((one) => one.kind === 'instance');
  const others = new Set((hosts.length > 0 ? hosts : meant).map(({ id }) => id));
  if (others.size > 1)
    throw ambiguous(
      name,
      [...others].map((id) => introduce(network, id)),
    );
  const { id, kind, form, words } = hosts[0] ?? first;
  const changes = form.read({ net: network, id, kind, named: (one, of) => named(network, text, one, of) }, words);
  if (isSoAlready(network.snapshot, changes)) throw new StatementProblem('It is so already.');
  return changes;
}

/** Whether all that is stated is there: of what comes or goes the form itself has seen to that. */
function isSoAlready(snapshot: Snapshot, changes: readonly Change[]): boolean {
  if (changes.some(({ op }) => op !== 'replace')) return false;
  const { records } = applyChanges(snapshot, changes);
  return kinds.every((kind) => {
    const [olds, news] = [snapshot.records[kind] as readonly object[], records[kind] as readonly object[]];
    return changedPositions(olds, news)?.every((i) => isAlike(olds[i], news[i])) ?? false;
  });
}

function formsOf(own: readonly Kind[]): string {
  const forms = statementForms.filter((form) => own.some((kind) => form.kinds.includes(kind)));
  return `Of it can be said: ${forms.map(({ form }) => form).join('; ')}.`;
}

function named(network: Network, text: string, word: string, of: readonly Kind[]): ComponentId {
  const found = objectsNamed(network, word, of);
  const hosts = found.filter(({ kind }) => kind === 'instance');
  const ids = [...new Set((hosts.length > 0 ? hosts : found).map(({ id }) => id))];
  if (ids.length > 1)
    throw ambiguous(
      word,
      ids.map((id) => introduce(network, id)),
    );
  const [id] = ids;
  if (id === undefined) throw unknownObject(network, text, word, of);
  return id;
}

interface Named {
  readonly id: ComponentId;
  readonly kind: Kind;
}

/** By id; else by Name. */
function objectsNamed(network: Network, word: string, of: readonly Kind[]): readonly Named[] {
  const byId = of.flatMap((kind) => (network.get(kind, word) ? [{ id: word, kind }] : []));
  if (byId.length > 0) return byId;
  return of.flatMap((kind) =>
    network.all(kind).flatMap((record) => {
      const id = nameIn(record) === word ? recordType(kind).key(record) : undefined;
      return id ? [{ id, kind }] : [];
    }),
  );
}

function unknownObject(network: Network, text: string, word: string, of: readonly Kind[]): Error {
  const [other] = of === kinds ? [] : objectsNamed(network, word, kinds);
  if (other) {
    const titles = of.map((kind) => recordType(kind).title).join(' or ');
    return badStatement(text, `${word} is a ${recordType(other.kind).title}; here it takes a ${titles}.`);
  }
  const words = of.flatMap((kind) =>
    network.all(kind).flatMap((record) => [recordType(kind).key(record) ?? [], nameIn(record) ?? []].flat()),
  );
  const near = nearestOf(word, words);
  const title = of.length <= 3 ? ` ${of.map((kind) => recordType(kind).title).join(' or ')}` : 'thing called';
  const hint = near.length > 0 ? ` Did you mean ${near.join(', ')}?` : '';
  return badStatement(text, `The input has no${title} ${word}.${hint}`);
}
