import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where this user's caches are; undefined where `HOPWISE_CACHE` is `off`. */
export function cacheFolder(env: Environment, platform: string = process.platform): string | undefined {
  const own = env.HOPWISE_CACHE;
  if (own !== undefined && own !== '') return own === 'off' ? undefined : own;
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'hopwise');
  if (platform === 'win32' && env.LOCALAPPDATA) return join(env.LOCALAPPDATA, 'hopwise', 'cache');
  return join(homedir(), '.cache', 'hopwise');
}
