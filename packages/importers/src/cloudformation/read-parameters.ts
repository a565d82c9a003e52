import { parameterList } from './gathered.ts';

/** A file of parameters, as `aws cloudformation deploy` and pipelines take it; undefined where it is none. */
export function readParameters(text: string): ReadonlyMap<string, string> | undefined {
  try {
    return parameterList(JSON.parse(text));
  } catch {
    return undefined;
  }
}
