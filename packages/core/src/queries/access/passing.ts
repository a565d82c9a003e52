import { isInspector } from '../../aws/inspectors.ts';
import { kinds } from '../../aws/record-types.ts';
import { kindsOfScopeType, scopeTypes, scopeTypesOf } from '../../aws/scope-types.ts';
import { standsFor } from '../../aws/stands-for.ts';
import type { Network } from '../../engine/network.ts';
import { QuestionError, unknownComponent } from '../../model/question-error.ts';
import type { ComponentId } from '../../model/route.ts';
import { nameIn } from '../component-name.ts';
import { nearest } from '../nearest.ts';
import { parseSelector, type Selector } from '../selector.ts';
import type { Named } from './scope.ts';

/** Whether a component that is met on a way is one that was meant. */
export type Passing = (component: ComponentId) => boolean;

/** What is passed on the way, by whichever words it was named. */
export function passing(network: Network, named: Named): Passing {
  const isMeant = meant(network, named);
  const known = new Map<ComponentId, boolean>();
  return (component) => {
    let is = known.get(component);
    if (is === undefined) {
      is = standsFor(network, component).some(isMeant);
      known.set(component, is);
    }
    return is;
  };
}

function meant(network: Network, named: Named): Passing {
  if ('types' in named) return ofTypes(network, named.types);
  if ('resources' in named) {
    const ids = new Set(named.resources.map((text) => idOf(network, text)));
    return (id) => ids.has(id);
  }
  if ('found' in named) throw notOnTheWay(named.text);
  return bySelector(network, parseSelector(named.selector).selector);
}

export function ofTypes(network: Network, types: readonly string[]): Passing {
  for (const type of types) checkType(type);
  return (id) => scopeTypesOf(network, id).some((type) => types.includes(type));
}

export function checkType(type: string): void {
  if (kindsOfScopeType(type).length > 0) return;
  throw new QuestionError('BAD_SCOPE', `${type} is no type that a scope can name`, `Use ${scopeTypes.join(', ')}.`);
}

/** The id by which ways know what an id or ARN names. */
export function idOf(network: Network, text: string): ComponentId {
  if (/^arn:[^:]*:resource-groups:/.test(text)) {
    const hint = 'What is in a group no file tells: write the tags themselves, in a scope of your own (tag:K=V).';
    throw new QuestionError('BAD_SCOPE', `Resource groups are not in the input: ${text}`, hint);
  }
  const short = text.startsWith('arn:') ? (text.split(/[/:]/).at(-1) as string) : text;
  const found = [text, short].find((id) => kinds.some((kind) => network.get(kind, id)) || network.kindOf(id));
  if (found === undefined) throw unknownComponent(text, nearest(network, text));
  return found;
}

function bySelector(network: Network, selector: Selector): Passing {
  switch (selector.kind) {
    case 'term':
      return byTerm(network, selector.text);
    case 'not': {
      const inner = bySelector(network, selector.of);
      return (id) => !inner(id);
    }
    case 'or':
    case 'and': {
      const parts = selector.of.map((part) => bySelector(network, part));
      return (id) => (selector.kind === 'or' ? parts.some((is) => is(id)) : parts.every((is) => is(id)));
    }
  }
}

/** `inspection`, `type:AWS::EC2::NatGateway`, `tag:K=V`, `name:`, `account:`, `region:`, an id, an ARN, a name. */
function byTerm(network: Network, text: string): Passing {
  if (text === 'inspection') return (id) => isInspector(network, id);
  const at = text.indexOf(':');
  const [word, value] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
  const has = (holds: (record: RecordLike) => boolean): Passing => {
    return (id) => recordsOf(network, id).some(holds);
  };
  switch (word) {
    case 'type':
      return ofTypes(network, [value]);
    case 'tag': {
      const [key = '', wanted] = value.includes('=')
        ? [value.slice(0, value.indexOf('=')), value.slice(value.indexOf('=') + 1)]
        : [value];
      return has(({ tags, tagSet }) => {
        const own = (tags ?? tagSet)?.[key];
        return own !== undefined && (wanted === undefined || own === wanted);
      });
    }
    case 'name':
      return has((record) => nameIn(record) === value);
    case 'account':
      return has(({ account }) => account === value);
    case 'region':
      return has(({ region }) => region === value);
  }
  const named = has((record) => nameIn(record) === text);
  if (isName(network, text)) return named;
  const id = idOf(network, text);
  return (component) => component === id;
}

interface RecordLike {
  readonly account?: string;
  readonly region?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly tagSet?: Readonly<Record<string, string>>;
}

function recordsOf(network: Network, id: ComponentId): readonly RecordLike[] {
  return kinds.flatMap((kind) => (network.get(kind, id) as RecordLike | undefined) ?? []);
}

function isName(network: Network, text: string): boolean {
  return kinds.some((kind) => network.all(kind).some((one) => nameIn(one) === text));
}

function notOnTheWay(text: string): QuestionError {
  return new QuestionError('BAD_SCOPE', `“${text}” is an end, not something on the way`, 'Name a component.');
}
