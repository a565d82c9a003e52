import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';

/** An emulator of AWS on loopback: moto's server, of the machine or installed beside the other caches. */
export interface Emulator {
  readonly url: string;
  stop(): void;
}

const CACHE = 'node_modules/.cache/moto';
const STARTS_WITHIN = 60_000;

/** Undefined, with the reason said aloud, where there is none and none can be installed. */
export async function startMoto(): Promise<Emulator | undefined> {
  const command = findMoto();
  if (!command) {
    console.warn('SKIPPED: no moto_server on PATH, and it could not be installed with python3 -m venv and pip.');
    return undefined;
  }
  const port = await freePort();
  const server = spawn(command, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  if (await answers(url, server)) return { url, stop: () => void server.kill() };
  server.kill();
  console.warn('SKIPPED: moto_server does not start.');
  return undefined;
}

function findMoto(): string | undefined {
  const found = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'moto_server'));
  const own = join(CACHE, 'bin', 'moto_server');
  const there = [...found, own].find(existsSync);
  if (there) return there;
  spawnSync('python3', ['-m', 'venv', CACHE], { stdio: 'ignore' });
  const pip = ['install', '--quiet', 'moto[server,ec2,elbv2]'];
  spawnSync(join(CACHE, 'bin', 'pip'), pip, { stdio: 'ignore', timeout: 120_000 });
  return existsSync(own) ? own : undefined;
}

async function answers(url: string, server: ChildProcess): Promise<boolean> {
  const until = Date.now() + STARTS_WITHIN;
  while (Date.now() < until && server.exitCode === null) {
    const found = await fetch(`${url}/moto-api/`).catch(() => undefined);
    if (found?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
