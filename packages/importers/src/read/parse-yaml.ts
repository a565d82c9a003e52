import { LineCounter, parseDocument } from 'yaml';
import { leadsBack } from './leads-back.ts';

/** Aliases that a file may resolve to; more is a bomb. */
const MAX_ALIASES = 100;
const MAX_LENGTH = 1_000_000;

interface Position {
  readonly line: number;
  readonly column: number;
}

export interface ParsedYaml {
  readonly value: unknown;
  /** Where the value at a path is written. */
  placeOf(path: readonly PropertyKey[]): Position;
}

export interface BrokenYaml extends Position {
  readonly problem: string;
}

/** What people write by hand, within limits; `what` names it where it is too large. */
export function parseYaml(text: string, what: string): ParsedYaml | BrokenYaml {
  if (text.length > MAX_LENGTH) return { problem: `it is larger than a ${what} file can be`, line: 1, column: 1 };
  const lines = new LineCounter();
  const positionOf = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const [error] = document.errors;
    if (error) return { problem: error.message, ...positionOf(error.pos[0]) };
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    if (leadsBack(value)) return { problem: 'an alias leads back to where it stands', line: 1, column: 1 };
    return {
      value,
      placeOf(path) {
        // What is missing has no place: whatever it is missing from has one.
        for (let names = namesIn(path); names.length > 0; names = names.slice(0, -1)) {
          const node = document.getIn(names, true) as { range?: [number, number, number] } | undefined;
          if (node?.range) return positionOf(node.range[0]);
        }
        return positionOf(0);
      },
    };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error), line: 1, column: 1 };
  }
}

/** YAML knows its nodes by the same names, apart from symbols, which it has none of. */
function namesIn(path: readonly PropertyKey[]): readonly (string | number)[] {
  return path.flatMap((part) => (typeof part === 'symbol' ? [] : [part]));
}
