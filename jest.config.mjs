/** Jest runs TypeScript through SWC; the aliases are those of tsconfig.json. */
export default {
  testEnvironment: '<rootDir>/test/support/node-environment.mjs',
  rootDir: '.',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test', '<rootDir>/tools', '<rootDir>/bin'],
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  // Generous, for slow machines: a test file may start the database server first.
  testTimeout: 120_000,
  setupFiles: ['<rootDir>/test/support/fast-check.mjs'],
  maxWorkers: 2,
  reporters: ['default', '<rootDir>/tools/dev/closing-line-reporter.mjs'],
  testMatch: ['**/*.spec.ts', '**/*.e2e-spec.ts'],
  transform: {
    '^.+\\.(t|j|mj)s$': ['@swc/jest', { sourceMaps: 'inline', swcrc: true }],
  },
  transformIgnorePatterns: ['/node_modules/(?!(@spglib|openapi-fetch)/)'],
  moduleNameMapper: { '^@nano-os/([^/]+)$': '<rootDir>/libs/$1/src/index.ts' },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/data'],
  cacheDirectory: '<rootDir>/.cache/jest',
};
