/** @typedef {import('./subject.mjs').Subject} Subject */

const POLICIES = 1_000;
const SERVICES = ['tcp/22', 'tcp/3389', 'tcp/5432', 'tcp/443', 'udp/53'];

/**
 * A thousand policies in one sweep, in a process that has answered nothing else, as the questions over whole estates are.
 * @param {Subject} subject @param {object} snapshot
 */
export function measurePolicies(subject, snapshot) {
  const network = subject.compile(snapshot);
  const subnets = network.all('subnet').flatMap(({ subnetId }) => subnetId ?? []);
  const policies = Array.from({ length: POLICIES }, (_, i) => policyOf(i, subnets));
  const started = performance.now();
  subject.checkPolicies(network, policies);
  return { policiesMs: performance.now() - started };
}

/** Every policy is about other subnets. */
function policyOf(number, subnets) {
  const at = (step) => subnets[(number * step) % subnets.length];
  return {
    name: `policy-${number}`,
    from: [7, 13, 29].map(at).join(','),
    to: [11, 17].map(at).join(','),
    services: [SERVICES[number % SERVICES.length]],
    expect: 'blocked',
  };
}
