/**
 * What takes too long for every run of the tests: `node scripts/live-check.mjs [interfaces] [script] [terraform]`.
 *   interfaces  100,000 of them, paged by a server on loopback, are collected with a heap of 96 MB
 *   script      the whole collect script with the AWS CLI against moto's server, held against what the SDK collects
 *   terraform   tests/live/terraform.test.ts; HOPWISE_TERRAFORM is the folder of a downloaded provider, or `registry`
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAIN = new URL('../packages/cli/dist/main.js', import.meta.url).pathname;
const REGION = 'eu-west-1';
const CREDENTIALS = {
  ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_DEFAULT_REGION: REGION },
  ...{ AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_EC2_METADATA_DISABLED: 'true' },
};
const folder = mkdtempSync(join(tmpdir(), 'hopwise-live-check-'));
const wanted = process.argv.slice(2);
const checks = { interfaces, script, terraform };
try {
  for (const [name, check] of Object.entries(checks)) if (wanted.length === 0 || wanted.includes(name)) await check();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function interfaces() {
  const [pages, size] = [100, 1000];
  let [asked, open, most] = [0, 0, 0];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const form = new URLSearchParams(body);
      open++;
      most = Math.max(most, open);
      response.on('finish', () => open--);
      response.writeHead(200, { 'content-type': 'text/xml' }).end(answer(form));
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const out = join(folder, 'interfaces');
  const args = ['--max-old-space-size=96', MAIN, 'collect', '--out', out, '--region', REGION, '--quiet'];
  const more = ['--only', 'describe-network-interfaces', '--endpoint-url', `http://127.0.0.1:${server.address().port}`];
  const begun = performance.now();
  await run(process.execPath, [...args, ...more]);
  server.close();
  const file = join(out, '111122223333', REGION, 'ec2-describe-network-interfaces.json');
  const megabytes = Math.round(statSync(file).size / 1e6);
  const seconds = Math.round((performance.now() - begun) / 1000);
  if (asked !== pages || most > 1) throw new Error(`${asked} pages were asked for, ${most} at once`);
  console.log(`interfaces: ${pages * size} in ${pages} pages, ${megabytes} MB on disk, heap of 96 MB, ${seconds} s`);

  function answer(form) {
    const action = form.get('Action');
    if (action === 'GetCallerIdentity')
      return '<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111122223333</Account><Arn>arn:aws:iam::111122223333:user/a</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>';
    if (action === 'DescribeRegions')
      return `<R><regionInfo><item><regionName>${REGION}</regionName></item></regionInfo></R>`;
    const page = Number(form.get('NextToken') ?? 0);
    asked++;
    const items = Array.from({ length: size }, (_, i) => networkInterface(page * size + i)).join('');
    const token = page + 1 < pages ? `<nextToken>${page + 1}</nextToken>` : '';
    return `<R><networkInterfaceSet>${items}</networkInterfaceSet>${token}</R>`;
  }
}

function networkInterface(number) {
  const id = number.toString(16).padStart(17, '0');
  const address = `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`;
  const tags = Array.from(
    { length: 8 },
    (_, i) => `<item><key>key-${i}</key><value>value ${i} of ${id}</value></item>`,
  );
  return `<item><networkInterfaceId>eni-${id}</networkInterfaceId><vpcId>vpc-1</vpcId><subnetId>subnet-1</subnetId>
    <description>interface ${id}</description><ownerId>111122223333</ownerId><status>in-use</status>
    <privateIpAddress>${address}</privateIpAddress><groupSet><item><groupId>sg-1</groupId></item></groupSet>
    <privateIpAddressesSet><item><privateIpAddress>${address}</privateIpAddress><primary>true</primary></item></privateIpAddressesSet>
    <tagSet>${tags.join('')}</tagSet></item>`;
}

async function script() {
  if (spawnSync('aws', ['--version']).error) return console.log('script: SKIPPED, the aws command is not installed');
  const port = 5600 + Math.floor(process.pid % 300);
  const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  try {
    for (let i = 0; i < 300 && !(await fetch(`${url}/moto-api/`).catch(() => undefined))?.ok; i++) await wait(200);
    const collect = spawnSync(process.execPath, [MAIN, 'collect', '--script'], { encoding: 'utf8' }).stdout;
    writeFileSync(join(folder, 'collect.sh'), collect);
    const by = { sdk: join(folder, 'sdk'), script: join(folder, 'script') };
    await run('sh', [join(folder, 'collect.sh'), REGION], { OUT: by.script, AWS_ENDPOINT_URL: url });
    await run(process.execPath, [
      MAIN,
      'collect',
      '--out',
      by.sdk,
      '--region',
      REGION,
      '--endpoint-url',
      url,
      '--quiet',
    ]);
    const [one, other] = [filesIn(by.sdk), filesIn(by.script)];
    const apart = [...one.filter((name) => !other.includes(name)), ...other.filter((name) => !one.includes(name))];
    if (apart.length > 0) throw new Error(`the script and the SDK write other files: ${apart.join(', ')}`);
    console.log(`script: ${other.length} files, the same as the SDK writes`);
  } finally {
    server.kill();
  }
}

async function terraform() {
  if (!process.env.HOPWISE_TERRAFORM) return console.log('terraform: SKIPPED, HOPWISE_TERRAFORM is not set');
  await run('npx', ['vitest', 'run', 'tests/live/terraform.test.ts']);
}

function filesIn(path) {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .sort();
}

function wait(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function run(command, args, env = {}) {
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...CREDENTIALS, ...env } };
  const child = spawn(command, args, options);
  return new Promise((resolve, reject) => {
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ${args[0]} ended with ${code}`)),
    );
  });
}
