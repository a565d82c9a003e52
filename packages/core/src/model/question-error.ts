import type { Change } from './change.ts';
import type { QuestionCode } from './problem-codes.ts';

/** A question that cannot be asked as it stands: what is wrong, and what to type instead. */
export class QuestionError extends Error {
  readonly code: QuestionCode;
  readonly hint: string;
  /** What else cannot be asked, where many questions were put at once. */
  readonly others: readonly QuestionError[];

  constructor(code: QuestionCode, message: string, hint: string, others: readonly QuestionError[] = []) {
    super(message);
    this.name = 'QuestionError';
    this.code = code;
    this.hint = hint;
    this.others = others;
  }
}

export function unknownComponent(text: string, nearest: readonly string[]): QuestionError {
  const hint =
    nearest.length > 0 ? `Did you mean ${nearest.join(', ')}?` : 'Run `hopwise import` to see what was read.';
  return new QuestionError('UNKNOWN_COMPONENT', `Nothing in the input is called “${text}”`, hint);
}

export function badSelector(text: string, hint: string): QuestionError {
  return new QuestionError('BAD_SELECTOR', `Cannot read “${text}” as an end`, hint);
}

/** What ends cannot be gathered by. */
export function badSegmentation(text: string, hint: string): QuestionError {
  return new QuestionError('BAD_SELECTOR', `Nothing is gathered by “${text}”`, hint);
}

/** How many candidates are named. */
const MOST_CANDIDATES = 8;

export function ambiguous(text: string, candidates: readonly string[]): QuestionError {
  const rest = candidates.length - MOST_CANDIDATES;
  const more = rest > 0 ? ` and ${rest} more` : '';
  const hint = `Use one of ${candidates.slice(0, MOST_CANDIDATES).join(', ')}${more}.`;
  return new QuestionError('AMBIGUOUS', `“${text}” means ${candidates.length} things`, hint);
}

/** Something that the input has and that neither sends nor receives. */
export function notAnEnd(what: string): QuestionError {
  const hint =
    'Ends are instances, interfaces, subnets, VPCs, endpoints, balancers, security groups, transit gateway attachments, customer gateways, and internet and VPN gateways by id, names, tags, addresses, and internet.';
  return new QuestionError('NOT_AN_END', `${what} cannot be an end`, hint);
}

/** Two parts of a question that cannot both be meant. */
export function conflicting(what: string, hint: string): QuestionError {
  return new QuestionError('CONFLICT', what, hint);
}

export function nothingSelected(text: string, hint: string): QuestionError {
  return new QuestionError('NO_SOURCE_OR_DESTINATION', `“${text}” selects nothing that can send or receive`, hint);
}

/** All addresses of one are of the other family than those of the other. */
export function noFamilyInCommon(from: string, to: string): QuestionError {
  const hint = 'Name another address of one of them, if it has any: packets are of IPv4 or of IPv6.';
  return new QuestionError('NO_SOURCE_OR_DESTINATION', `“${from}” and “${to}” have no address family in common`, hint);
}

/** Each of these pairs would have to be told by itself. */
export function tooManyPairs(text: string, most: number): QuestionError {
  const hint = `At most ${most.toLocaleString('en-US')} are told one by one: name fewer, as the tiers that have to talk.`;
  return new QuestionError('TOO_MANY_PAIRS', `“${text}” means too many pairs of hosts`, hint);
}

export function badService(text: string, hint: string): QuestionError {
  return new QuestionError('BAD_SERVICE', `Cannot read “${text}” as a protocol or port`, hint);
}

/** A change that does not fit what it changes. */
export function badChange({ op, component, at }: Change, hint: string): QuestionError {
  return new QuestionError('BAD_CHANGE', `Cannot ${op} ${at === '' ? component : `${at} of ${component}`}`, hint);
}

/** A statement of --set that cannot be understood, or says nothing that could be. */
export function badStatement(text: string, hint: string): QuestionError {
  return new QuestionError('BAD_STATEMENT', `Cannot make “${text}” so`, hint);
}
