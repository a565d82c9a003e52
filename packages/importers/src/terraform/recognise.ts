import { isObject, type Json } from './json.ts';

export type TerraformForm = 'plan' | 'state' | 'raw-state' | 'old-state' | 'empty-state';

/** What a JSON document is by its keys; OpenTofu writes the same ones (input-formats 4.3). */
export function terraformForm(document: Json): TerraformForm | undefined {
  const has = (key: string) => Object.hasOwn(document, key);
  if (has('format_version')) {
    if (has('planned_values') || has('resource_changes') || has('prior_state')) return 'plan';
    if (has('values')) return 'state';
    // `terraform show -json` without a state.
    return Object.keys(document).every((key) => key === 'format_version' || key === 'terraform_version')
      ? 'empty-state'
      : undefined;
  }
  const { version } = document;
  if (typeof version !== 'number' || !(has('terraform_version') || has('lineage') || has('serial'))) return undefined;
  if (Array.isArray(document.resources)) return 'raw-state';
  return Array.isArray(document.modules) && document.modules.some(isObject) ? 'old-state' : undefined;
}
