import { createHash } from 'node:crypto';

/** An id as AWS gives them, made of what was asked: the same question has the same id. */
export function derivedId(prefix: string, ...question: readonly unknown[]): string {
  return `${prefix}-${digest(question).slice(0, 17)}`;
}

/** The same in the form of a UUID, which Network Manager uses. */
export function derivedUuid(...question: readonly unknown[]): string {
  return digest(question).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

function digest(question: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('hex');
}
