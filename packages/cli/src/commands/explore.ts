import { QuestionError } from '@hopwise/core/question-error';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { openedEarly } from '../explore/estate/opened-early.ts';
import { threadService } from '../explore/estate/service.ts';
import type { Terminal } from '../terminal.ts';
import type { InputOptions } from './read-network.ts';

export interface ExploreOptions extends InputOptions {
  readonly color?: boolean;
}

/** Looks around in what was read, in a terminal of its own. */
export async function explore(terminal: Terminal, { color, ...options }: ExploreOptions): Promise<ExitCode> {
  const { interactive } = terminal;
  if (!interactive) {
    throw new QuestionError(
      'BAD_OPTION',
      'The explorer needs a terminal: standard input and output are not one',
      'Use hopwise path, exposure or matrix in scripts; --format json has the same facts.',
    );
  }
  const source = { ...options, input: options.input ?? ['.'] };
  // The files are read in another thread while this one loads what shows them.
  const service = openedEarly(threadService(), source);
  try {
    const { showSession } = await import('../explore/show-session.tsx');
    const shown = color === false ? { ...interactive, ink: monochrome(interactive.ink) } : interactive;
    await showSession(shown, async (size) => {
      const { createSession } = await import('../explore/session.ts');
      return createSession(service, size, source);
    });
    return EXIT.asHoped;
  } finally {
    service.close();
  }
}

function monochrome(ink: 'colour' | 'mono' | 'plain'): 'mono' | 'plain' {
  return ink === 'plain' ? 'plain' : 'mono';
}
