import { QuestionError } from '@hopwise/core';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { Source } from '../explore/estate/requests.ts';
import { threadService } from '../explore/estate/service.ts';
import { createSession } from '../explore/session.ts';
import type { Terminal } from '../terminal.ts';
import { assumptionsOf, type InputOptions } from './read-network.ts';

export interface ExploreOptions extends InputOptions {
  readonly color?: boolean;
}

/** Looks around in what was read, in a terminal of its own. */
export async function explore(terminal: Terminal, options: ExploreOptions): Promise<ExitCode> {
  const { interactive } = terminal;
  if (!interactive) {
    throw new QuestionError(
      'BAD_OPTION',
      'The explorer needs a terminal: standard input and output are not one',
      'Use hopwise path, exposure or matrix in scripts; --format json has the same facts.',
    );
  }
  assumptionsOf(options);
  const { color: _, ...given } = options;
  const source: Source = { ...given, input: options.input ?? ['.'] };
  // The files are read while the screen is being made ready.
  const service = threadService();
  try {
    const { columns, rows } = interactive.output;
    const session = createSession(service, { columns, rows }, source);
    // React is several times faster than when it is watched by its developers.
    process.env.NODE_ENV ??= 'production';
    const { showSession } = await import('../explore/show-session.tsx');
    const shown = options.color === false ? { ...interactive, ink: monochrome(interactive.ink) } : interactive;
    await showSession(session, shown);
    return EXIT.asHoped;
  } finally {
    service.close();
  }
}

function monochrome(ink: 'colour' | 'mono' | 'plain'): 'mono' | 'plain' {
  return ink === 'plain' ? 'plain' : 'mono';
}
