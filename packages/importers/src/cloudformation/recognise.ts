import { isObject, type Json } from '../terraform/json.ts';

/** CloudFormation itself takes no more than a million bytes. */
export const LONGEST_TEMPLATE = 4_000_000;

/** Whether a text may be a template: cheaper than to parse whatever lies beside templates. */
export function looksLikeTemplate(text: string): boolean {
  return (
    text.length <= LONGEST_TEMPLATE &&
    text.includes('Resources') &&
    /["']?\bResources["']?\s*:/.test(text) &&
    /\bType["']?\s*:/.test(text)
  );
}

/** `Resources` with types of AWS or of somebody: nothing else that people keep in folders has them. */
export function isTemplate(value: unknown): value is Json {
  if (!isObject(value) || !isObject(value.Resources)) return false;
  if (Object.keys(value.Resources).some((key) => key.startsWith('Fn::ForEach::'))) return true;
  const types = Object.values(value.Resources).map((one) => (isObject(one) ? one.Type : undefined));
  return types.some((type) => typeof type === 'string' && /^[A-Za-z0-9]+::/.test(type));
}
