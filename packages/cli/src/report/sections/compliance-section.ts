import { allChecks, type CheckReport, type Controls, type Triage, type Undecided } from '@hopwise/core';

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

type Counts = ReadonlyMap<string, readonly { readonly component?: string }[]>;
interface ByCheck {
  readonly open: Counts;
  readonly excepted: Counts;
  readonly undecided: Counts;
}

export function complianceSection({ triages, undecided }: Checked): ComplianceSection {
  const checked: ByCheck = {
    open: byCheck(triages.flatMap(({ open }) => open)),
    excepted: byCheck(triages.flatMap(({ excepted }) => excepted.map(({ finding }) => finding))),
    undecided: byCheck(undecided),
  };
  const frameworks = FRAMEWORKS.map(([key, name]): Framework => {
    const byControl = new Map<string, string[]>();
    for (const { id, controls } of allChecks)
      for (const control of controls?.[key] ?? []) byControl.set(control, [...(byControl.get(control) ?? []), id]);
    const controls = [...byControl].map(([control, checks]) => evidenceOf(control, checks.sort(), checked));
    return { name, controls: controls.sort((a, b) => compare(a.control, b.control)) };
  });
  return { frameworks };
}

function evidenceOf(
  control: string,
  checks: readonly string[],
  { open, excepted, undecided }: ByCheck,
): ControlEvidence {
  const count = (all: Counts) => checks.reduce((sum, check) => sum + (all.get(check)?.length ?? 0), 0);
  const findings = count(open);
  const unsure = count(undecided);
  const components = checks.flatMap((check) => open.get(check) ?? []).map(({ component }) => component ?? '');
  return {
    control,
    checks,
    result: findings > 0 ? 'found' : unsure > 0 ? 'undecided' : 'none',
    findings,
    excepted: count(excepted),
    undecided: unsure,
    components: [...new Set(components)].slice(0, MOST_NAMED),
  };
}

function byCheck(all: readonly Pick<Undecided, 'check' | 'component'>[]): Counts {
  const found = new Map<string, Pick<Undecided, 'component'>[]>();
  for (const one of all) {
    const known = found.get(one.check);
    if (known) known.push(one);
    else found.set(one.check, [one]);
  }
  return found;
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
