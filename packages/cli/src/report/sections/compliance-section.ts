import { allChecks, type CheckReport, type Controls, type Finding, type Triage } from '@hopwise/core';

/** What checks say of the controls of others, as evidence: not that an organisation complies. */
export interface ComplianceSection {
  readonly frameworks: readonly Framework[];
}

export interface Framework {
  readonly name: string;
  readonly controls: readonly ControlEvidence[];
}

export interface ControlEvidence {
  readonly control: string;
  readonly checks: readonly string[];
  /** `undecided`: nothing was found, and not everything was read. */
  readonly result: 'found' | 'none' | 'undecided';
  readonly findings: number;
  readonly excepted: number;
  readonly undecided: number;
  /** The first few that were found. */
  readonly components: readonly string[];
}

const FRAMEWORKS: readonly (readonly [keyof Controls, string])[] = [
  ['cis', 'CIS AWS Foundations Benchmark'],
  ['pci', 'PCI DSS'],
  ['nist', 'NIST SP 800-53'],
  ['securityHub', 'AWS Security Hub'],
];
const MOST_NAMED = 5;

export interface Checked {
  readonly triages: readonly Pick<Triage, 'open' | 'excepted'>[];
  readonly undecided: CheckReport['undecided'];
}

export function complianceSection(checked: Checked): ComplianceSection {
  const frameworks = FRAMEWORKS.map(([key, name]): Framework => {
    const byControl = new Map<string, string[]>();
    for (const { id, controls } of allChecks)
      for (const control of controls?.[key] ?? []) byControl.set(control, [...(byControl.get(control) ?? []), id]);
    const controls = [...byControl].map(([control, checks]) => evidenceOf(control, checks.sort(), checked));
    return { name, controls: controls.sort((a, b) => compare(a.control, b.control)) };
  });
  return { frameworks };
}

function evidenceOf(control: string, checks: readonly string[], { triages, undecided }: Checked): ControlEvidence {
  const isOwn = ({ check }: Pick<Finding, 'check'>) => checks.includes(check);
  const open = triages.flatMap((one) => one.open.filter(isOwn));
  const excepted = triages.flatMap((one) => one.excepted.filter(({ finding }) => isOwn(finding)));
  const unsure = undecided.filter(isOwn);
  return {
    control,
    checks,
    result: open.length > 0 ? 'found' : unsure.length > 0 ? 'undecided' : 'none',
    findings: open.length,
    excepted: excepted.length,
    undecided: unsure.length,
    components: [...new Set(open.map(({ component }) => component))].slice(0, MOST_NAMED),
  };
}

/** 5.2 before 5.10. */
function compare(a: string, b: string): number {
  const parts = (text: string) => text.split(/(\d+)/);
  const [left, right] = [parts(a), parts(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [x = '', y = ''] = [left[at], right[at]];
    const difference = at % 2 === 1 ? Number(x) - Number(y) : x < y ? -1 : Number(x > y);
    if (difference !== 0) return difference;
  }
  return 0;
}
