import { QuestionError } from '@hopwise/core';
import {
  type Collected,
  type CollectOptions,
  collectLive,
  collectPolicy,
  collectScript,
  POLICY_FORMS,
} from '@hopwise/importers';
import { badOption, numberOf, oneOf } from '../bad-option.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { collectDocument, collectText, countEvents, type EventCounts } from '../render/collect-document.ts';
import { showProgress } from '../render/collect-progress.ts';
import { safeJson } from '../render/escape-text.ts';
import type { Terminal } from '../terminal.ts';

/** How an account is read, by every command that does. */
export interface AccountOptions {
  readonly profile?: string;
  readonly endpointUrl?: string;
  readonly quiet?: boolean;
  readonly progress?: string;
}

interface CollectCommandOptions extends AccountOptions {
  readonly out?: string;
  readonly region?: readonly string[];
  readonly accounts?: string;
  readonly role?: string;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly concurrency?: string;
  readonly format?: string;
  readonly script?: boolean;
  readonly printPolicy?: string | true;
}

/** Reads accounts into a folder, or prints what somebody else needs to do that: the script, the policy. */
export async function collect(terminal: Terminal, options: CollectCommandOptions): Promise<ExitCode> {
  const { script, printPolicy, out } = options;
  if (script) {
    await terminal.write(collectScript());
    return EXIT.asHoped;
  }
  if (printPolicy !== undefined) {
    const form = printPolicy === true ? 'json' : oneOf('--print-policy', printPolicy, POLICY_FORMS);
    await terminal.write(collectPolicy(form, options.accounts !== undefined));
    return EXIT.asHoped;
  }
  if (out === undefined) {
    const hint = 'Type hopwise collect --out FOLDER; with --script it prints a script for who may not run this.';
    throw new QuestionError('BAD_OPTION', 'Nothing says where to write', hint);
  }
  const format = oneOf('--format', options.format ?? 'text', ['text', 'json']);
  const { collected, counts } = await runCollection(terminal, { ...asked(options), out }, options);
  const document = collectDocument(out, collected, counts);
  await terminal.write(format === 'json' ? `${safeJson(document, 2)}\n` : collectText(document, terminal.columns));
  if (!collected.isComplete) return EXIT.interrupted;
  return counts.answered + counts.kept === 0 ? EXIT.usage : EXIT.asHoped;
}

/** Collects with progress on standard error; Ctrl-C ends it in a state that another run goes on from. */
export async function runCollection(
  terminal: Terminal,
  options: CollectOptions,
  { quiet = false, progress = 'text', profile, endpointUrl }: AccountOptions,
): Promise<{ readonly collected: Collected; readonly counts: EventCounts }> {
  const form = oneOf('--progress', progress, ['text', 'json']);
  const { counts, count } = countEvents();
  const shown = showProgress(terminal, quiet ? 'none' : form);
  const interrupt = new AbortController();
  const release = terminal.onInterrupt?.(() => interrupt.abort());
  try {
    const collected = await collectLive({
      ...options,
      profile,
      endpoint: endpointUrl,
      signal: interrupt.signal,
      tell(event) {
        count(event);
        shown.tell(event);
      },
    });
    return { collected, counts };
  } finally {
    release?.();
    shown.end();
  }
}

function asked({
  region,
  accounts,
  role,
  only,
  skip,
  concurrency,
}: CollectCommandOptions): Omit<CollectOptions, 'out'> {
  if (accounts !== undefined && accounts !== 'organization' && role === undefined)
    throw badOption('--accounts', accounts, 'Give --role too: the role to assume in each of them.');
  if (accounts === 'organization' && role === undefined)
    throw badOption('--accounts', accounts, 'Give --role too, such as --role OrganizationAccountAccessRole.');
  return {
    regions: wordsOf(region),
    only: wordsOf(only),
    skip: wordsOf(skip),
    ...(accounts === undefined ? {} : { accounts: accountsOf(accounts) }),
    ...(role === undefined ? {} : { role }),
    ...(concurrency === undefined ? {} : { concurrency: numberOf('--concurrency', concurrency, 1) }),
  };
}

function accountsOf(text: string): readonly string[] | 'organization' {
  if (text === 'organization') return 'organization';
  const ids = wordsOf([text]);
  const odd = ids.find((id) => !/^\d{12}$/.test(id));
  if (odd !== undefined)
    throw badOption('--accounts', odd, 'Give ids of twelve digits, joined by commas, or organization.');
  return [...new Set(ids)];
}

function wordsOf(texts: readonly string[] = []): readonly string[] {
  return texts.flatMap((text) => text.split(',')).flatMap((word) => word.trim() || []);
}
