import { defineConfig } from 'vitest/config';

// Without `module`: the AWS SDK names by it files for bundlers, which Node cannot load.
const conditions = ['@hopwise/source', 'node', 'import', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    projects: [
      // Loading core anew for every file took longer than most of these tests; none leaves anything behind in it.
      { extends: true, test: { name: 'modules', include: ['packages/*/src/**/*.test.ts'], isolate: false } },
      // These take long: whichever worker is free takes the next file, which files that share a worker do not allow.
      { extends: true, test: { name: 'whole', include: ['tests/**/*.test.ts'] } },
    ],
    // One fewer than there are cores, which is the default, would be one of two.
    maxWorkers: '100%',
    testTimeout: 60_000,
    coverage: { include: ['packages/*/src/**/*.ts'], exclude: ['**/*.test.ts', '**/*.fixture.ts'] },
  },
});
