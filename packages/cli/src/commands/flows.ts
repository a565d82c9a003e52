import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { answerFlow, type Expected, type FlowAnswer, type QuestionText } from '@hopwise/core';
import { badOption } from '../bad-option.ts';
import { isCacheBroken, removeBroken } from '../broken-cache.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { safeJson } from '../render/escape-text.ts';
import { flowLine } from '../render/flow-line.ts';
import type { Terminal } from '../terminal.ts';
import { parseFlow } from './flow-line.ts';
import { type InputOptions, readNetwork } from './read-network.ts';
import { splitLines } from './split-lines.ts';

interface FlowsOptions extends InputOptions {
  readonly format?: string;
  readonly expect?: string;
}

/** Many questions: one JSON object a line in and out, in the order they come, none of which can stop the others.
    A test hands in an `answer` that fails. */
export async function answerFlows(
  terminal: Terminal,
  file: string,
  asked: Omit<QuestionText, 'from' | 'to'>,
  options: FlowsOptions,
  answer: typeof answerFlow = answerFlow,
): Promise<ExitCode> {
  if (options.format !== undefined && options.format !== 'ndjson')
    throw badOption('--format', options.format, 'With --flows it is ndjson.');
  if (file === '-' && options.input?.includes('-'))
    throw badOption('--flows', '-', 'Standard input is read once: give the flows or the input as a file.');
  const bytes = await bytesOf(terminal, file);
  let { network } = await readNetwork(terminal, options);
  const ask: Ask = (question, expected) => answer(network, question, expected);
  let exit: ExitCode = EXIT.asHoped;
  let number = 0;
  for await (const lines of splitLines(bytes)) {
    let answers = '';
    for (const line of lines) {
      number++;
      if (line.trim() === '') continue;
      const answerIt = () => answerLine(line, number, asked, options.expect, ask);
      const { text, code } = await orReadAnew(answerIt, async () => {
        ({ network } = await readNetwork(terminal, { ...options, quiet: true, cache: false }));
      });
      answers += text;
      exit = worse(exit, code);
    }
    await terminal.write(answers);
  }
  return exit;
}

type Ask = (question: QuestionText, expected: Expected | undefined) => FlowAnswer;

function answerLine(
  line: string,
  number: number,
  asked: Omit<QuestionText, 'from' | 'to'>,
  expect: string | undefined,
  ask: Ask,
): { text: string; code: ExitCode } {
  const flow = parseFlow(line, number, expect);
  if ('error' in flow) return { text: `${safeJson(flow)}\n`, code: EXIT.usage };
  const { id, question, expected } = flow;
  const answer = answerOrFault(ask, { ...asked, ...question }, expected);
  if ('fault' in answer) return { text: `${safeJson({ id, error: answer.fault })}\n`, code: EXIT.fault };
  const text = flowLine(id, answer, expected);
  if ('error' in answer) return { text, code: EXIT.usage };
  return { text, code: { met: EXIT.asHoped, unmet: EXIT.not, undecided: EXIT.undecided }[answer.expectation ?? 'met'] };
}

/** Lines before may be out already: only this one is asked anew. */
async function orReadAnew<T>(ask: () => T, readAnew: () => Promise<void>): Promise<T> {
  try {
    return ask();
  } catch (error) {
    if (!isCacheBroken(error)) throw error;
    removeBroken(error);
    await readAnew();
    return ask();
  }
}

/** A fault of ours is told in its line: it says nothing about the others. */
function answerOrFault(
  ask: Ask,
  question: QuestionText,
  expected: Expected | undefined,
): FlowAnswer | { readonly fault: { readonly code: 'FAULT'; readonly message: string; readonly hint: string } } {
  try {
    return ask(question, expected);
  } catch (error) {
    if (isCacheBroken(error)) throw error;
    const message = error instanceof Error ? error.message : String(error);
    return { fault: { code: 'FAULT', message, hint: 'This is a fault of ours: please report it with the line.' } };
  }
}

/** A fault weighs most, then a line that could not be asked, then one that came otherwise, then one that is open. */
function worse(a: ExitCode, b: ExitCode): ExitCode {
  const order: readonly ExitCode[] = [EXIT.asHoped, EXIT.undecided, EXIT.not, EXIT.usage, EXIT.fault];
  return order.indexOf(a) >= order.indexOf(b) ? a : b;
}

async function bytesOf(terminal: Terminal, file: string): Promise<AsyncIterable<Buffer>> {
  if (file === '-') return terminal.stdin;
  const found = await stat(file).catch(() => undefined);
  if (!found || found.isDirectory()) throw badOption('--flows', file, 'Give a file of one JSON object a line, or -.');
  return createReadStream(file);
}
