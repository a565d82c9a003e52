import type { QuestionText } from '@hopwise/core';
import type { CheckDocument, HopDocument, PartDocument } from '../../render/path-document.ts';
import type { PathState } from './state.ts';

/** The question that the fields make up, once both ends are there. */
export function questionOf({ from, to, service }: PathState): QuestionText | undefined {
  if (!from || !to) return undefined;
  const [protocol, port] = service.includes('/')
    ? service.split('/')
    : /^[\d,\s-]+$/.test(service)
      ? [undefined, service]
      : [service];
  return { from: from.text, to: to.text, protocol: protocol || undefined, port: port || undefined };
}

/** `tcp/443` of a list of services, where it is one that can be asked; else everything. */
export function serviceIn(services: string): string {
  return /^(?:tcp|udp)\/[\d-]+$/.test(services) ? services : '';
}

export function labelOf({ from, to, service }: PathState): string {
  return `${from?.label ?? '?'} → ${to?.label ?? '?'}${service ? ` ${service}` : ''}`;
}

export function shownPart({ answer, part }: PathState): PartDocument | undefined {
  return answer?.document.parts[part];
}

/** The way there or back; where routing gives up, as it would run with a route. */
export function hopsOf(path: PathState, way = path.way): readonly HopDocument[] {
  return shownPart(path)?.[way] ?? [];
}

export function selectedHop(path: PathState): HopDocument | undefined {
  return hopsOf(path)[path.hop];
}

/** A rule or route that was asked at a hop. */
export interface HopRule {
  readonly check: CheckDocument;
  readonly evidence: CheckDocument['evidence'][number] | undefined;
}

/** What decided at the hop, worst first: those that stop or leave open, then the rest in order. */
export function rulesOf(path: PathState): readonly HopRule[] {
  const checks = selectedHop(path)?.checks ?? [];
  const rules = checks.flatMap((check): readonly HopRule[] =>
    check.evidence.length > 0
      ? check.evidence.map((evidence) => ({ check, evidence }))
      : check.code
        ? [{ check, evidence: undefined }]
        : [],
  );
  return rules.toSorted((a, b) => weightOf(a) - weightOf(b));
}

function weightOf({ check }: HopRule): number {
  return check.effect === 'blocks' ? 0 : check.effect === 'undecided' ? 1 : 2;
}
