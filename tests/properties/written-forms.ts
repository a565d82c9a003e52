import { logicalId, type Piece, Ref } from './written-piece.ts';

type Json = Readonly<Record<string, unknown>>;

/** The names of what pieces make, in a plan and in a stack. */
export function addressOf(pieces: readonly Piece[], id: string): string {
  const piece = pieces.find((one) => one.id === id);
  if (!piece) throw new Error(`nothing makes ${id}`);
  return `${piece.terraform[0]}.${logicalId(id)}`;
}

/** `terraform show -json` of a plan that makes all of it: ids are known after apply. */
export function planOf(pieces: readonly Piece[]): object {
  const namesOf = ({ id, attribute }: Ref) => [`${addressOf(pieces, id)}.${attribute}`, addressOf(pieces, id)];
  const own = pieces.filter(({ terraform: [type] }) => type !== '');
  const all = own.map(({ id, terraform: [type, args] }) => {
    const parts = Object.entries(args).map(([name, value]) => [name, parted(value, namesOf)] as const);
    const of = (pick: (one: Parted) => unknown) =>
      Object.fromEntries(parts.map(([name, one]) => [name, pick(one)]).filter(([, one]) => one !== undefined));
    const resource = { address: `${type}.${logicalId(id)}`, mode: 'managed', type, name: logicalId(id) };
    return {
      resource,
      known: of((one) => one.known),
      unknown: of((one) => one.unknown),
      written: of((one) => one.written),
    };
  });
  return {
    format_version: '1.2',
    planned_values: { root_module: { resources: all.map(({ resource, known }) => ({ ...resource, values: known })) } },
    resource_changes: all.map(({ resource, unknown }) => ({
      ...resource,
      change: { actions: ['create'], after_unknown: { ...unknown, id: true } },
    })),
    configuration: {
      provider_config: { aws: { expressions: { region: { constant_value: 'eu-west-1' } } } },
      root_module: {
        resources: all.map(({ resource, written }) => ({
          ...resource,
          provider_config_key: 'aws',
          expressions: written,
        })),
      },
    },
  };
}

/**
 * `terraform show -json` of a plan that makes the second out of the first, of which everything has the id that it is known
 * by, and what else a state tells of it.
 */
export function changeOf(before: readonly Piece[], after: readonly Piece[], stated: (piece: Piece) => object): object {
  const resourcesOf = (pieces: readonly Piece[]) =>
    pieces
      .filter(({ terraform: [type] }) => type !== '')
      .map((piece) => {
        const [type, args] = piece.terraform;
        const name = logicalId(piece.id);
        return {
          address: `${type}.${name}`,
          mode: 'managed',
          type,
          name,
          values: { ...known(args), ...stated(piece), id: piece.id },
        };
      });
  return {
    format_version: '1.2',
    planned_values: { root_module: { resources: resourcesOf(after) } },
    prior_state: { values: { root_module: { resources: resourcesOf(before) } } },
    resource_changes: [],
    configuration: { provider_config: { aws: { expressions: { region: { constant_value: 'eu-west-1' } } } } },
  };
}

function known(value: unknown): object {
  const told = (one: unknown): unknown => {
    if (one instanceof Ref) return one.value ?? one.id;
    // What picks among values is not one of them.
    if (Array.isArray(one)) return one[0] instanceof Ref && one[0].value ? told(one[0]) : one.map(told);
    return typeof one === 'object' && one !== null ? known(one) : one;
  };
  const entries = Object.entries(value as Json).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries.map(([name, one]) => [name, told(one)]));
}

interface Parted {
  readonly known: unknown;
  readonly unknown: unknown;
  readonly written: unknown;
}

function parted(value: unknown, namesOf: (ref: Ref) => readonly string[]): Parted {
  if (value instanceof Ref) {
    return {
      known: undefined,
      unknown: true,
      written: { references: namesOf(value) },
    };
  }
  if (!Array.isArray(value))
    return { known: value, unknown: undefined, written: value === undefined ? undefined : CONSTANT };
  const [first] = value as unknown[];
  if (first instanceof Ref) {
    const references = (value as Ref[]).flatMap(namesOf);
    return { known: undefined, unknown: true, written: { references } };
  }
  if (typeof first !== 'object') return { known: value, unknown: undefined, written: CONSTANT };
  const blocks = (value as Json[]).map((block) =>
    Object.entries(block).map(([name, one]) => [name, parted(one, namesOf)] as const),
  );
  const of = (pick: (one: Parted) => unknown) =>
    blocks.map((block) => Object.fromEntries(block.map(([name, one]) => [name, pick(one)])));
  return { known: of((one) => one.known), unknown: of((one) => one.unknown), written: of((one) => one.written) };
}

const CONSTANT = { constant_value: true };

/** A template that makes all of it. */
export function templateOf(pieces: readonly Piece[]): object {
  const own = pieces.filter(({ cloudFormation: [type] }) => type !== '');
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: Object.fromEntries(
      own.map(({ id, cloudFormation: [Type, properties] }) => [
        logicalId(id),
        { Type, Properties: written(properties) },
      ]),
    ),
  };
}

function written(value: unknown): unknown {
  if (value instanceof Ref) return { Ref: logicalId(value.id) };
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, written(one)]));
}
