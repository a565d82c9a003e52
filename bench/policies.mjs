// What 1,000 policies cost beside all pairs of the same estate, in processor time: node bench/policies.mjs FOLDER [COUNT…]
import { argv, cpuUsage } from 'node:process';
import { checkPolicies, compile, parseQuestion, survey } from '../packages/core/dist/index.js';
import { importSnapshot } from '../packages/importers/dist/index.js';

const [folder = '.', ...counts] = argv.slice(2);
const { snapshot } = await importSnapshot([folder]);
const network = compile(snapshot);
const allPairs = timed(() => {
  const { sides } = survey(network, parseQuestion(network, { from: '*', to: '*', addresses: 'all' }));
  for (const { estate } of sides) estate.runs(() => {});
});
const subnets = network.all('subnet').flatMap(({ subnetId }) => subnetId ?? []);
const services = ['tcp/22', 'tcp/3389', 'tcp/5432', 'tcp/443', 'udp/53'];
for (const count of counts.length > 0 ? counts.map(Number) : [10, 100, 1000]) {
  const policies = Array.from({ length: count }, (_, i) => policyOf(i));
  const seconds = timed(() => checkPolicies(network, policies));
  console.log(JSON.stringify({ policies: count, seconds, ofAllPairs: seconds / allPairs }));
}

/** Every policy is about other subnets. */
function policyOf(number) {
  const at = (step) => subnets[(number * step) % subnets.length];
  return {
    name: `policy-${number}`,
    from: [7, 13, 29].map(at).join(','),
    to: [11, 17].map(at).join(','),
    services: [services[number % services.length]],
    expect: 'blocked',
  };
}

function timed(body) {
  const before = cpuUsage();
  body();
  return cpuUsage(before).user / 1e6;
}
