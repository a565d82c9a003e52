import {
  componentName,
  exposureChecks,
  type Finding,
  findExposure,
  type Network,
  runChecks,
  triage,
} from '@hopwise/core';
import { badOption } from '../../bad-option.ts';
import { escapeDeep, escapeText } from '../../render/escape-text.ts';
import { exposureGroups } from '../../render/exposure-groups.ts';
import { type FindingsDocument, findingsDocument } from '../../render/findings-document.ts';
import type { ExposureList } from './requests.ts';

/** What the internet reaches: a list at once, rules and routes of one finding when somebody looks at it. */
export interface ExposureDesk {
  list(network: Network): ExposureList;
  finding(id: string): FindingsDocument;
}

const SEVERITY_ORDER = ['critical', 'high', 'medium', 'low', 'info'];

export function createExposureDesk(): ExposureDesk {
  let of: Network | undefined;
  let found: ReadonlyMap<string, Finding> = new Map();
  return {
    list(network) {
      const exposure = findExposure(network);
      const { findings, undecided } = runChecks(exposureChecks, { network, exposure });
      [of, found] = [network, new Map(findings.map((one) => [one.id, one]))];
      const titles = new Map(exposureChecks.map(({ id, title }) => [id, title]));
      const groups = exposureGroups(findings).map(({ check, severity, findings: own }) =>
        escapeDeep({
          check,
          severity,
          title: titles.get(check) ?? '',
          message: own[0]?.message ?? '',
          ends: own.map(({ id, component }) => ({
            id,
            component,
            label: componentName(network, component).name ?? component,
          })),
        }),
      );
      return {
        asked: exposure.dialled,
        groups: groups.sort((a, b) => SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity)),
        undecided: undecided.map(({ check, message }) => escapeText(`${check}: ${message}`)),
      };
    },
    finding(id) {
      const finding = found.get(id);
      if (!of || !finding) throw badOption('The finding', id, 'Ask for the exposure again.');
      const alone = triage([finding], { asOf: '0000-00-00' });
      return findingsDocument(of, {
        command: 'exposure',
        checks: exposureChecks.filter((check) => check.id === finding.check),
        asOf: '',
        triage: alone,
        undecided: [],
        diagnostics: [],
      });
    },
  };
}
