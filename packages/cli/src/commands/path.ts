import { type Answer, answerFlow, EXPECTED, type Layer, QuestionError, type QuestionText } from '@hopwise/core';
import { badOption, neitherWith, numberOf, oneOf } from '../bad-option.ts';
import { EXIT, type ExitCode, exitOfExpectation, exitOfVerdict } from '../exit-code.ts';
import { networkInsightsAnalyses } from '../render/aws-json/network-insights-analysis.ts';
import { closeDocument, fixDocument } from '../render/edits-document.ts';
import { safeJson } from '../render/escape-text.ts';
import { flowLine } from '../render/flow-line.ts';
import { parseFocus } from '../render/focus.ts';
import { type PathDocument, pathDocument } from '../render/path-document.ts';
import { pathText, type TextOptions } from '../render/path-text.ts';
import type { Terminal } from '../terminal.ts';
import { askPlainly, askRequest } from './ask-request.ts';
import { readCliInput } from './cli-input.ts';
import { answerFlows } from './flows.ts';
import { mirror } from './mirror.ts';
import { type PathRequest, parsePathRequest } from './path-request.ts';
import { type InputOptions, readNetwork } from './read-network.ts';

export interface PathOptions extends InputOptions {
  readonly port?: string;
  readonly protocol?: string;
  readonly client?: string;
  readonly sourcePort?: string;
  readonly icmpType?: string;
  readonly icmpCode?: string;
  readonly address?: string;
  readonly oneWay?: boolean;
  readonly ignore?: readonly string[];
  readonly through?: readonly string[];
  readonly notThrough?: readonly string[];
  readonly expect?: string;
  readonly paths?: string;
  readonly groups?: string;
  readonly focus?: string;
  readonly detail?: boolean;
  readonly fix?: boolean;
  readonly close?: boolean;
  readonly flows?: string;
  readonly mirror?: boolean;
  readonly cliInputJson?: string;
  readonly format?: string;
  readonly color: boolean;
}

const LAYERS: readonly Layer[] = ['security-groups', 'acls', 'firewalls'];
const ADDRESSES = ['private', 'public', 'all'] as const;
/** What is told of a question about many: groups of hosts that fare alike. */
const MOST_GROUPS = '20';
const FORMATS = ['text', 'json', 'ndjson', 'aws-json'] as const;

/** One question, or with `--flows` many. */
export async function path(
  terminal: Terminal,
  from: string | undefined,
  to: string | undefined,
  options: PathOptions,
): Promise<ExitCode> {
  if (options.mirror) {
    if (from !== undefined) throw badOption('FROM', from, 'With --mirror, the sessions of the input name both ends.');
    return mirror(terminal, options);
  }
  const traffic = trafficOf(options);
  if (options.flows !== undefined) {
    if (from !== undefined) throw badOption('FROM', from, 'With --flows, every line names its own ends.');
    const { paths, groups, focus, detail, fix, close, cliInputJson } = options;
    neitherWith('--flows', { '--cli-input-json': cliInputJson }, 'Every line is a question of its own.');
    const shown = {
      '--paths': paths,
      '--groups': groups,
      '--focus': focus,
      '--detail': detail,
      '--fix': fix,
      '--close': close,
    };
    neitherWith('--flows', shown, 'A line is answered in short.');
    return answerFlows(terminal, options.flows, traffic, options);
  }
  const request = options.cliInputJson === undefined ? undefined : await requested(terminal, from, options);
  if (!request && (from === undefined || to === undefined)) {
    throw new QuestionError('NO_ENDS', 'A path has two ends', 'Type hopwise path FROM TO, or ask many with --flows.');
  }
  const expect = options.expect === undefined ? undefined : oneOf('--expect', options.expect, EXPECTED);
  const format = oneOf('--format', options.format ?? 'text', FORMATS);
  const paths = options.paths === undefined ? 1 : numberOf('--paths', options.paths, 1);
  const groups = numberOf('--groups', options.groups ?? MOST_GROUPS, 1);
  if (format === 'ndjson' || format === 'aws-json') {
    neitherWith(`--format ${format}`, { '--fix': options.fix, '--close': options.close }, 'Use text or json.');
  }

  const { network, diagnostics } = await readNetwork(terminal, options);
  const asked = request
    ? askRequest(network, request)
    : askPlainly(network, { from: from as string, to: to as string, ...traffic }, groups);
  const { text, answer, explanation, unmet } = asked;
  const edits = {
    fix: options.fix ? fixDocument(network, text) : undefined,
    close: options.close ? closeDocument(network, text) : undefined,
  };
  const document = pathDocument(network, answer, explanation, { expect, paths, diagnostics, unmet, ...edits });
  const rendered = {
    text: () => pathText(document, textOptions(terminal, document, options)),
    json: () => `${safeJson(document, 2)}\n`,
    'aws-json': () => `${safeJson(networkInsightsAnalyses(network, asked), 2)}\n`,
    ndjson: () => flowLine(null, answerFlow(network, text, expect), expect),
  }[format];
  await terminal.write(rendered());
  return exitOf(document, answer);
}

/** What a request of AWS's says itself is not said beside it. */
async function requested(terminal: Terminal, from: string | undefined, options: PathOptions): Promise<PathRequest> {
  const { port, protocol, client, sourcePort, icmpType, icmpCode } = options;
  const beside = {
    FROM: from,
    '--port': port,
    '--protocol': protocol,
    '--client': client,
    '--source-port': sourcePort,
    '--icmp-type': icmpType,
    '--icmp-code': icmpCode,
  };
  neitherWith('--cli-input-json', beside, 'The request says it.');
  // A line has no place for what the arriving packet should be like.
  if (options.format === 'ndjson') throw badOption('--format', 'ndjson', 'With a request, use text, json or aws-json.');
  const { addresses, oneWay, ignore, through, notThrough } = trafficOf(options);
  const { asked, arrival } = parsePathRequest(await readCliInput(terminal, options.cliInputJson ?? ''));
  const [narrow, wide] = asked.map((text) => ({ ...text, addresses, oneWay, ignore, through, notThrough }));
  return { asked: [narrow as QuestionText, wide as QuestionText], arrival };
}

export function textOptions(
  terminal: Terminal,
  document: PathDocument,
  { color, detail, focus }: Pick<PathOptions, 'color' | 'detail' | 'focus'>,
): TextOptions {
  return {
    isColoured: color && terminal.isColoured,
    columns: terminal.columns,
    isDetailed: detail ?? false,
    focus: focus === undefined ? undefined : parseFocus(focus, document),
  };
}

/** What the options ask of every flow. */
export function trafficOf(options: PathOptions): Omit<QuestionText, 'from' | 'to'> {
  const { port, protocol, icmpType, icmpCode, address, ignore } = options;
  return {
    port,
    protocol,
    sourcePort: options.client ?? options.sourcePort,
    icmpType: icmpType === undefined ? undefined : numberOf('--icmp-type', icmpType, 0),
    icmpCode: icmpCode === undefined ? undefined : numberOf('--icmp-code', icmpCode, 0),
    addresses: address === undefined ? undefined : oneOf('--address', address, ADDRESSES),
    oneWay: options.oneWay,
    through: options.through,
    notThrough: options.notThrough,
    ignore: ignore?.flatMap((layers) => layers.split(',').map((layer) => oneOf('--ignore', layer.trim(), LAYERS))),
  };
}

function exitOf({ expectation, unmet }: PathDocument, { verdict }: Answer): ExitCode {
  if (unmet) return EXIT.not;
  if (expectation === undefined) return exitOfVerdict(verdict);
  return exitOfExpectation(expectation);
}
