import type { Assembly } from '../describe/assembly.ts';
import { parseTemplate } from './parse-template.ts';
import { isTemplate } from './recognise.ts';

/** Keeps a template until all are read; false where the text is none after all. */
export function readTemplate(assembly: Assembly, file: string, text: string, isYaml: boolean): boolean {
  const parsed = parseTemplate(file, text);
  if (!('problem' in parsed)) {
    assembly.cloudFormation.templates.push(parsed);
    return true;
  }
  // What is no template may be another thing that is written in JSON, or in YAML of somebody else.
  if (!parsed.isBroken || !(isYaml ? WRITTEN.test(text) : isTemplateInJson(text))) return false;
  const at = parsed.line === undefined ? '' : `:${parsed.line}`;
  assembly.log.add({
    code: 'CLOUDFORMATION_FORM',
    severity: 'error',
    message: `${file}${at} cannot be read as a template: ${parsed.problem}.`,
    hint: 'Correct it; aws cloudformation validate-template tells more.',
    source: { file, pointer: '', ...(parsed.line === undefined ? {} : { line: parsed.line }) },
  });
  assembly.hasPlanned = true;
  return true;
}

const WRITTEN = /AWSTemplateFormatVersion|Type["']?\s*:\s*["']?AWS::/;

/** JSON nests deeper than YAML is read. */
function isTemplateInJson(text: string): boolean {
  try {
    return isTemplate(JSON.parse(text));
  } catch {
    return false;
  }
}
