// Bundles the command line from the sources, with everything it uses: hundreds of small files take longer to load than
// most questions to answer. What only some commands use is in files of its own, loaded when they are called.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { noticesOf } from './third-party-notices.mjs';

const cli = fileURLToPath(new URL('../packages/cli/', import.meta.url));
const dist = `${cli}dist/`;

const { metafile } = await build({
  absWorkingDir: cli,
  entryPoints: {
    main: 'src/main.ts',
    thread: 'src/thread/thread.ts',
    'explore-worker': 'src/explore/estate/worker.ts',
    // Found beside what starts it.
    'scan-thread': '../importers/src/scan/scan-thread.ts',
    index: 'src/index.ts',
  },
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  conditions: ['@hopwise/source'],
  mainFields: ['module', 'main'],
  outdir: dist,
  // Names of functions stay, so that stacks can be read; HOPWISE_DEBUG maps them to the sources.
  minifyWhitespace: true,
  minifySyntax: true,
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  // React is several times faster than when it is watched by its developers, whose tools are not there.
  define: { 'process.env.NODE_ENV': '"production"' },
  external: ['react-devtools-core'],
  // Packages that are CommonJS ask for Node's own modules by this name.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  metafile: true,
  logLevel: 'warning',
});

// Names of files have a hash of their content: those of an earlier build would stay.
const written = new Set(Object.keys(metafile.outputs).map((path) => resolve(cli, path)));
for (const name of readdirSync(dist, { recursive: true })) {
  const file = resolve(dist, name);
  if (/\.js(\.map)?$/.test(name) && !name.startsWith('report-page') && !written.has(file)) rmSync(file);
}
writeFileSync(`${dist}third-party-notices.txt`, noticesOf(metafile, cli));
