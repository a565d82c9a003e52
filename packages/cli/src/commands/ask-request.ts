import {
  type Answer,
  type Code,
  type Explanation,
  explain,
  findPath,
  holdsAddress,
  type Network,
  packetHeaders,
  parseQuestion,
  QuestionError,
  type QuestionText,
} from '@hopwise/core';
import { headersAlong } from '../render/aws-json/headers-along.ts';
import type { ArrivalFilter, PathRequest } from './path-request.ts';

export interface Asked {
  readonly text: QuestionText;
  readonly answer: Answer;
  readonly explanation: Explanation;
  /** What the request demands of the arriving packet, and it is not. */
  readonly unmet: readonly Unmet[];
}
export interface Unmet {
  readonly code: Code;
  readonly text: string;
}

/**
 * A filter at the destination narrows the question where nothing translates on the way. Else the packet that arrives is
 * another one than was sent: then all that may arrive is asked, and held against the filter.
 */
export function askRequest(network: Network, { asked, arrival }: PathRequest): Asked {
  const [narrow, wide] = asked;
  const first = asNarrowed(network, narrow, wide, arrival);
  if (first && isMet(first)) return first;
  const second = ask(network, wide, arrival);
  return isMet(second) || !first ? second : first;
}

export function askPlainly(network: Network, text: QuestionText, groups: number): Asked {
  return ask(network, text, {}, groups);
}

function isMet({ answer, unmet }: Asked): boolean {
  return answer.verdict === 'reachable' && unmet.length === 0;
}

/** Nothing that can be selected has the address with which the packet should arrive: it may be given one on its way. */
function asNarrowed(network: Network, narrow: QuestionText, wide: QuestionText, arrival: ArrivalFilter) {
  if (JSON.stringify(narrow) === JSON.stringify(wide)) return undefined;
  try {
    return ask(network, narrow, arrival);
  } catch (error) {
    if (error instanceof QuestionError && error.code === 'NO_SOURCE_OR_DESTINATION') return undefined;
    throw error;
  }
}

function ask(network: Network, text: QuestionText, arrival: ArrivalFilter, groups?: number): Asked {
  const answer = findPath(network, parseQuestion(network, text));
  const explanation = explain(network, answer, groups);
  return { text, answer, explanation, unmet: unmetBy(network, answer, explanation, arrival) };
}

function unmetBy(network: Network, answer: Answer, explanation: Explanation, arrival: ArrivalFilter): readonly Unmet[] {
  const [part] = answer.parts;
  const hops = explanation.parts[0]?.request ?? [];
  const end = part && headersAlong(hops, packetHeaders(network, answer.question, part))?.end;
  if (!end || answer.verdict !== 'reachable') return [];
  const { sourceAddress, destinationAddress, sourcePorts, destinationPorts } = arrival;
  const addressed = (code: Code, wanted: string | undefined, own: readonly string[]) =>
    wanted === undefined || own.some((cidr) => holdsAddress(cidr, wanted))
      ? []
      : [{ code, text: `the packet arrives with ${own.slice(0, 3).join(', ')}, not ${wanted}` }];
  const ported = (code: Code, wanted: ArrivalFilter['sourcePorts'], own: typeof end.sourcePorts) =>
    wanted === undefined || own.some(({ from, to }) => from <= wanted.to && wanted.from <= to)
      ? []
      : [
          {
            code,
            text: `the packet arrives with ${own.map(({ from, to }) => (from === to ? from : `${from}-${to}`)).join(', ')}`,
          },
        ];
  return [
    ...addressed('FILTER_AT_DESTINATION_SOURCE_ADDRESS', sourceAddress, end.sources),
    ...ported('FILTER_AT_DESTINATION_SOURCE_PORT_RANGE', sourcePorts, end.sourcePorts),
    ...addressed('FILTER_AT_DESTINATION_DESTINATION_ADDRESS', destinationAddress, end.destinations),
    ...ported('FILTER_AT_DESTINATION_DESTINATION_PORT_RANGE', destinationPorts, end.destinationPorts),
  ];
}
