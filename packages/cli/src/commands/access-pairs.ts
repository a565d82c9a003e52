import {
  countAccess,
  findAccess,
  formatPrefix,
  formatServices,
  type Network,
  QuestionError,
  type Scope,
  SEVERITIES,
  type Severity,
  type Told,
  tellAccess,
  unreadEnds,
} from '@hopwise/core';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { safeJson } from '../render/escape-text.ts';
import type { Terminal } from '../terminal.ts';

/** More lines than this are asked for twice. */
const MANY = 10_000_000;
/** Lines that are written at once. */
const BATCH = 2_000;

interface Streaming {
  readonly oneWay: boolean;
  /** However many they are. */
  readonly isSure: boolean;
  readonly failOn: Severity;
}

/** `access --all`: every pair that is found, one JSON object a line, written as it is found. */
export async function streamPairs(
  terminal: Terminal,
  network: Network,
  scopes: readonly Scope[],
  { oneWay, isSure, failOn }: Streaming,
): Promise<ExitCode> {
  if (!isSure) checkSize(network, scopes, oneWay);
  let [isBad, isOpen] = [false, unreadEnds(network, scopes).length > 0];
  for (const scope of scopes) {
    const counts = SEVERITIES.indexOf(scope.severity) <= SEVERITIES.indexOf(failOn);
    let lines: string[] = [];
    for (const told of tellAccess(network, scope, { oneWay })) {
      isBad ||= counts && told.found.reachable !== 0;
      isOpen ||= told.found.unknown !== 0;
      for (const line of linesOf(network, scope, told)) {
        if (lines.push(line) < BATCH) continue;
        await terminal.write(lines.join(''));
        lines = [];
      }
    }
    if (lines.length > 0) await terminal.write(lines.join(''));
  }
  if (isBad) return EXIT.not;
  return isOpen ? EXIT.undecided : EXIT.asHoped;
}

/** Pairs that were asked are more than those that are found, and cheaper to count. */
function checkSize(network: Network, scopes: readonly Scope[], oneWay: boolean): void {
  if (scopes.reduce((sum, scope) => sum + countAccess(network, scope, { oneWay }), 0) <= MANY) return;
  const found = scopes.reduce((sum, scope) => {
    const { reachable, unknown, 'forward-only': forwardOnly } = findAccess(network, scope, { oneWay }).pairs;
    return sum + reachable + unknown + forwardOnly;
  }, 0);
  if (found <= MANY) return;
  throw new QuestionError('TOO_MANY', `These are ${found} pairs`, 'Give --yes if you want a line for each of them.');
}

const VERDICTS = ['reachable', 'unknown', 'forward-only'] as const;

function* linesOf(network: Network, { name }: Scope, told: Told): Generator<string> {
  const { side, senders, targets, found, clientPorts: ports } = told;
  const pool = network.admissions.services;
  const clientPorts = ports === undefined ? {} : { clientPorts: formatServices(pool, ports) };
  const said = VERDICTS.filter((verdict) => found[verdict] !== 0).map((verdict) => {
    return { verdict, services: formatServices(pool, found[verdict]), ...clientPorts };
  });
  for (const s of senders) {
    const sender = side.senders[s];
    for (const t of targets) {
      const target = side.targets[t];
      if (!sender || !target) continue;
      const from = endOf(sender.end, sender);
      const to = endOf(target.at ?? target.ends?.[0] ?? undefined, target);
      for (const one of said) yield `${safeJson({ scope: name, ...one, from, to })}\n`;
    }
  }
}

type Ranged = Pick<Told['side']['senders'][number], 'address' | 'except'>;

function endOf(component: string | undefined, { address, except = [] }: Ranged) {
  return {
    ...(component ? { component } : {}),
    address: formatPrefix(address),
    ...(except.length > 0 ? { except: except.map(formatPrefix) } : {}),
  };
}
