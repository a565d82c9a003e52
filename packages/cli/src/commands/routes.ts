import {
  analyzeRoutes,
  EXPECTED,
  type Expectation,
  type Expected,
  explainRoutes,
  parseRouteQuestion,
  QuestionError,
  type RouteQuestionText,
  type Verdict,
} from '@hopwise/core';
import { neitherWith, oneOf } from '../bad-option.ts';
import { type ExitCode, exitOfExpectation, exitOfVerdict } from '../exit-code.ts';
import { routeAnalysisDocument } from '../render/aws-json/route-analysis.ts';
import { safeJson } from '../render/escape-text.ts';
import { routesDocument } from '../render/routes-document.ts';
import { routesText } from '../render/routes-text.ts';
import type { Terminal } from '../terminal.ts';
import { checkFields, flagIn, type Json, objectIn, readCliInput, textIn } from './cli-input.ts';
import { type InputOptions, readNetwork } from './read-network.ts';

interface RoutesOptions extends InputOptions {
  readonly from?: string;
  readonly to?: string;
  readonly includeReturnPath?: boolean;
  readonly useMiddleboxes?: boolean;
  readonly expect?: string;
  readonly cliInputJson?: string;
  readonly format: string;
  readonly color: boolean;
}

const FORMATS = ['text', 'json', 'aws-json'] as const;

/** Route Analyzer's question. */
export async function routes(terminal: Terminal, options: RoutesOptions): Promise<ExitCode> {
  const format = oneOf('--format', options.format, FORMATS);
  const expect = options.expect === undefined ? undefined : oneOf('--expect', options.expect, EXPECTED);
  const { text, globalNetworkId } = await askedFor(terminal, options);
  const { network, diagnostics } = await readNetwork(terminal, options);
  const analysis = analyzeRoutes(network, parseRouteQuestion(network, text));
  const expectation = expect && expectationOf(analysis.verdict, expect);
  const expected = expect && expectation ? { expect, expectation } : {};
  const document = routesDocument(network, explainRoutes(network, analysis), expected, diagnostics);
  const style = { isColoured: options.color && terminal.isColoured, columns: terminal.columns };
  const rendered = {
    text: () => routesText(document, style),
    json: () => `${safeJson(document, 2)}\n`,
    'aws-json': () => `${safeJson(routeAnalysisDocument(network, document, globalNetworkId), 2)}\n`,
  }[format];
  await terminal.write(rendered());
  return expectation ? exitOfExpectation(expectation) : exitOfVerdict(analysis.verdict);
}

function expectationOf(verdict: Verdict, expect: Expected): Expectation {
  const wanted: readonly Verdict[] = expect === 'delivered' ? ['reachable', 'forward-only'] : [expect];
  if (wanted.includes(verdict)) return 'met';
  return verdict === 'unknown' ? 'undecided' : 'unmet';
}

interface AskedFor {
  readonly text: RouteQuestionText;
  readonly globalNetworkId?: string;
}

async function askedFor(terminal: Terminal, options: RoutesOptions): Promise<AskedFor> {
  const { from, to, includeReturnPath, useMiddleboxes, cliInputJson } = options;
  if (cliInputJson !== undefined) {
    neitherWith('--cli-input-json', { '--from': from, '--to': to }, 'The request names both ends.');
    const { text, ...more } = requested(await readCliInput(terminal, cliInputJson));
    // As with the AWS CLI, what is typed beside the request overrides it.
    return {
      ...more,
      text: {
        ...text,
        includeReturnPath: includeReturnPath ?? text.includeReturnPath,
        useMiddleboxes: useMiddleboxes ?? text.useMiddleboxes,
      },
    };
  }
  if (from === undefined || to === undefined) {
    const hint = 'Type hopwise routes --from tgw-attach-…/10.0.0.5 --to tgw-attach-…/10.1.0.9.';
    throw new QuestionError('NO_ENDS', 'A way has two ends', hint);
  }
  return { text: { from, to, includeReturnPath, useMiddleboxes } };
}

const FIELDS = ['GlobalNetworkId', 'Source', 'Destination', 'IncludeReturnPath', 'UseMiddleboxes'];
const END_FIELDS = ['TransitGatewayAttachmentArn', 'IpAddress'] as const;

function requested(request: Json): AskedFor {
  checkFields(request, FIELDS);
  const globalNetworkId = textIn(request, 'GlobalNetworkId');
  const end = (name: string, needed: (typeof END_FIELDS)[number]) => {
    const own = objectIn(request, name) ?? {};
    checkFields(own, END_FIELDS, `${name}.`);
    if (!textIn(own, needed, `${name}.`))
      throw new QuestionError('NO_ENDS', `The request names no ${name}.${needed}`, 'Write it as the API spells it.');
    return END_FIELDS.flatMap((field) => textIn(own, field, `${name}.`) ?? []).join('/');
  };
  return {
    text: {
      from: end('Source', 'TransitGatewayAttachmentArn'),
      to: end('Destination', 'IpAddress'),
      includeReturnPath: flagIn(request, 'IncludeReturnPath'),
      useMiddleboxes: flagIn(request, 'UseMiddleboxes'),
    },
    ...(globalNetworkId ? { globalNetworkId } : {}),
  };
}
