import { commandName } from '@hopwise/core';
import { knownCalls } from './call-index.ts';
import { accountInPath, regionInPath } from './place-names.ts';

/** Where the records of one document come from; its account and Region may become known only after all files were read. */
export interface Origin {
  readonly file: string;
  /** What stands before each pointer: `#2` in a file of several documents. */
  readonly prefix: string;
  readonly folder: string;
  account: string | undefined;
  region: string | undefined;
  /** What its records say themselves. */
  readonly accounts: Set<string>;
  readonly regions: Set<string>;
}

export interface Place {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

export function originOf(file: string, index: number | undefined, stated: Place): Origin {
  return {
    file,
    prefix: index === undefined ? '' : `#${index}`,
    folder: placeFolder(file),
    account: stated.account ?? accountInPath(file),
    region: stated.region ?? regionInPath(file),
    accounts: new Set(),
    regions: new Set(),
  };
}

/** The account and Region that a document states beside its answer: `{ "account": …, "region": …, "Vpcs": … }`. */
export function statedPlace(document: Readonly<Record<string, unknown>>): Place {
  return { account: textOf(document, 'account'), region: textOf(document, 'region') };
}

/** The folder above the one of a call's arguments, for files such as `ec2-get-…-entries/pl-1.json`. */
function placeFolder(file: string): string {
  const folder = parentOf(file);
  const name = folder.slice(parentOf(folder).length).replace(/^[/!]/, '');
  return ARGUMENT_FOLDERS.has(name) ? parentOf(folder) : folder;
}

export function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('!'), 0));
}

const ARGUMENT_FOLDERS: ReadonlySet<string> = new Set(
  knownCalls.filter(({ call }) => call.argument).map(({ call }) => `${call.service}-${commandName(call.operation)}`),
);

function textOf(document: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = Object.hasOwn(document, key) ? document[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
