import { LONGEST_TEMPLATE } from '../cloudformation/recognise.ts';
import { knownCalls } from './call-index.ts';

const KEYS: ReadonlySet<string> = new Set(knownCalls.map(({ call }) => call.key));

const TOP = /^(?:- )?["']?([A-Za-z]\w*)["']?:/gm;
/** Of a page in a list any key may be the first; playbooks of others have `tasks` there, as ECS has. */
const IN_PAGE = /^ {2}["']?([A-Z]\w*)["']?:/gm;

/** Whether a text may be what `--output yaml` or `yaml-stream` prints: cheaper than to parse what others keep in YAML. */
export function looksLikeYamlAnswer(text: string): boolean {
  if (text.length > LONGEST_TEMPLATE) return false;
  return hasKey(text, TOP) || (/^- /m.test(text) && hasKey(text, IN_PAGE));
}

function hasKey(text: string, pattern: RegExp): boolean {
  for (const [, key = ''] of text.matchAll(pattern)) if (KEYS.has(key)) return true;
  return false;
}
