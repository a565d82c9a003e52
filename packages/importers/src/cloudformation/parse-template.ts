import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { leadsBack } from '../read/leads-back.ts';
import type { Json } from '../terraform/json.ts';
import { isTemplate, LONGEST_TEMPLATE } from './recognise.ts';
import { SHORT_TAGS } from './short-tags.ts';

/** A template as it is written, with the lines where its resources begin. */
export interface Template {
  readonly file: string;
  readonly body: Json;
  lineOf(logicalId: string): number | undefined;
}

export interface BrokenTemplate {
  readonly problem: string;
  /** It is no YAML, rather than no template. */
  readonly isBroken: boolean;
  readonly line: number | undefined;
}

/** Aliases that a template may resolve to; more is a bomb. */
const MAX_ALIASES = 100;

/** Reads YAML with its short forms, or JSON, of which it is one; scalars stay texts, so that twins in both are alike. */
export function parseTemplate(file: string, text: string): Template | BrokenTemplate {
  if (text.length > LONGEST_TEMPLATE)
    return { problem: 'it is larger than a template can be', isBroken: true, line: undefined };
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, {
      schema: 'failsafe',
      merge: true,
      customTags: (tags) => [...tags, 'null', ...SHORT_TAGS] as typeof tags,
      lineCounter: lines,
      prettyErrors: false,
      logLevel: 'silent',
      // JSON may say a key twice, as YAML must not: the last one counts for both.
      uniqueKeys: false,
      strict: false,
    });
    const [error] = document.errors;
    if (error) return { problem: error.message, isBroken: true, line: lines.linePos(error.pos[0]).line };
    const body: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    if (leadsBack(body)) return { problem: 'an alias leads back to where it stands', isBroken: true, line: undefined };
    if (!isTemplate(body)) return { problem: 'it has no Resources with types', isBroken: false, line: undefined };
    const resources = document.get('Resources', true);
    const places = new Map<string, number>();
    for (const { key } of isMap(resources) ? resources.items : []) {
      const range = isScalar(key) ? key.range : undefined;
      if (isScalar(key) && range) places.set(String(key.value), lines.linePos(range[0]).line);
    }
    return { file, body, lineOf: (logicalId) => places.get(logicalId) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error), isBroken: true, line: undefined };
  }
}
