import { isObject, type Json } from '../terraform/json.ts';

/** One resource as AWS Config recorded it, whichever form it came in. */
export interface ConfigItem {
  readonly type: string;
  readonly id: string;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly captured: string;
  readonly isDeleted: boolean;
  readonly configuration: Json;
  readonly tags: unknown;
  readonly pointer: string;
}

export interface ConfigDocument {
  readonly items: readonly ConfigItem[];
  /** A snapshot holds all that is recorded; queries and histories hold what was asked for. */
  readonly isWhole: boolean;
}

/** What AWS Config delivers and answers; undefined where a document is none of it. */
export function configDocument(document: unknown): ConfigDocument | undefined {
  if (!isObject(document)) return undefined;
  for (const key of ['configurationItems', 'ConfigurationItems', 'baseConfigurationItems', 'BaseConfigurationItems']) {
    const list = document[key];
    if (!Array.isArray(list)) continue;
    const items = list.flatMap((one, i) => itemOf(one, `/${key}/${i}`));
    return { items, isWhole: document.configSnapshotId !== undefined };
  }
  const results = document.Results;
  if (Array.isArray(results) && results.length > 0 && results.every((one) => typeof one === 'string')) {
    // Each result is a text of JSON.
    return { items: results.flatMap((one, i) => itemOf(parsed(one), `/Results/${i}`)), isWhole: false };
  }
  const single = isObject(document.configurationItem) ? document.configurationItem : document;
  const pointer = single === document ? '' : '/configurationItem';
  const isItem = typeof single.resourceType === 'string' && Object.hasOwn(single, 'configuration');
  return isItem ? { items: itemOf(single, pointer), isWhole: false } : undefined;
}

function itemOf(value: unknown, pointer: string): readonly ConfigItem[] {
  if (!isObject(value)) return [];
  const text = (...names: readonly string[]) => names.map((name) => value[name]).find(isText);
  const { configuration: raw } = value;
  const configuration = typeof raw === 'string' ? parsed(raw) : raw;
  const type = text('resourceType');
  if (!type) return [];
  const zone = text('availabilityZone', 'availibilityZone');
  return [
    {
      type: type.toUpperCase(),
      id: text('resourceId', 'arn', 'ARN') ?? pointer,
      account: text('awsAccountId', 'accountId'),
      region: text('awsRegion') ?? /^[a-z]{2}(?:-[a-z]+)+-\d/.exec(zone ?? '')?.[0],
      captured: text('configurationItemCaptureTime') ?? '',
      isDeleted: /^ResourceDeleted|^ResourceNotRecorded/.test(text('configurationItemStatus') ?? ''),
      configuration: isObject(configuration) ? configuration : {},
      tags: value.tags,
      pointer: `${pointer}/configuration`,
    },
  ];
}

/** Of several records of one resource the last one, unless it says that the resource is gone. */
export function latest(items: readonly ConfigItem[]): readonly ConfigItem[] {
  const found = new Map<string, ConfigItem>();
  for (const item of items) {
    const key = JSON.stringify([item.type, item.id, item.account, item.region]);
    const before = found.get(key);
    if (!before || before.captured <= item.captured) found.set(key, item);
  }
  return [...found.values()].filter(({ isDeleted }) => !isDeleted);
}

/** An unquoted text: what is in it may be broken, and may be anything. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
