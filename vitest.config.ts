import { defineConfig } from 'vitest/config';

// Without `module`: the AWS SDK names by it files for bundlers, which Node cannot load.
const conditions = ['@hopwise/source', 'node', 'import', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'tests/**/*.test.ts'],
    // Loading core anew for every file took longer than most of the tests; none leaves anything behind in it.
    isolate: false,
    testTimeout: 60_000,
    coverage: { include: ['packages/*/src/**/*.ts'], exclude: ['**/*.test.ts', '**/*.fixture.ts'] },
  },
});
