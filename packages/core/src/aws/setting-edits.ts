import { isAlike } from './field-edits.ts';
import type { Settings } from './snapshot.ts';

/** Something that the owner states otherwise. */
export interface SettingEdit {
  readonly part: keyof Settings;
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

const PARTS: readonly (keyof Settings)[] = ['cidrs', 'appliances', 'sites'];

export function settingEdits(before: Settings, after: Settings): readonly SettingEdit[] {
  return PARTS.flatMap((part) => {
    const names = new Set([...Object.keys(before[part]), ...Object.keys(after[part])]);
    return [...names].flatMap((name) => {
      const [old, now] = [before[part], after[part]].map((all) => (Object.hasOwn(all, name) ? all[name] : undefined));
      return isAlike(old, now) ? [] : [{ part, name, before: old, after: now }];
    });
  });
}

export function withSettings(before: Settings, edits: readonly SettingEdit[]): Settings {
  if (edits.length === 0) return before;
  const of = (part: keyof Settings) => {
    const own = new Map<string, unknown>(Object.entries(before[part]));
    for (const edit of edits.filter((one) => one.part === part)) {
      if (edit.after === undefined) own.delete(edit.name);
      else own.set(edit.name, edit.after);
    }
    return Object.fromEntries(own);
  };
  // Every value is one of either snapshot, at its own place.
  return Object.fromEntries(PARTS.map((part) => [part, of(part)])) as unknown as Settings;
}
