import { join } from 'node:path';

const root = import.meta.dirname;

/** What every project shares. The tests run as ES modules: `NODE_OPTIONS=--experimental-vm-modules`, as `npm test` sets it. */
const shared = {
  rootDir: root,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  // Packages ship `.js` and sometimes sources beside it, so `.js` comes first; our own folders hold no `.js` twins.
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'ts', 'tsx', 'json', 'node'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: false }, keepClassNames: true, experimental: { keepImportAttributes: true } },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/admin-ui/dist/', '<rootDir>/desk-ui/dist/', '<rootDir>/.data/', '<rootDir>/node_modules/.cache/'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist/', '<rootDir>/admin-ui/dist/', '<rootDir>/desk-ui/dist/', '<rootDir>/.data/'],
};

const needsMoreThanNode = ['\\.integration\\.test\\.ts$', '\\.e2e\\.test\\.ts$', '\\.replay\\.test\\.ts$', '\\.browser\\.test\\.ts$'];

export default {
  maxWorkers: 2,
  watchman: false,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/**/*.test.ts'],
      testPathIgnorePatterns: [...shared.testPathIgnorePatterns, ...needsMoreThanNode],
      setupFilesAfterEnv: [join(root, 'tools/jest/one-minute.mjs')], // what hangs fails; a busy machine does not
    },
    {
      ...shared,
      displayName: 'integration',
      testMatch: ['<rootDir>/**/*.integration.test.ts', '<rootDir>/**/*.e2e.test.ts'],
      globalSetup: join(root, 'tools/jest/global-setup.mjs'),
      globalTeardown: join(root, 'tools/jest/global-teardown.mjs'),
      setupFilesAfterEnv: [join(root, 'tools/jest/one-minute.mjs')],
    },
    { ...shared, displayName: 'replay', testMatch: ['<rootDir>/**/*.replay.test.ts'], setupFilesAfterEnv: [join(root, 'tools/jest/one-minute.mjs')] },
    { ...shared, displayName: 'browser', testMatch: ['<rootDir>/**/*.browser.test.ts'], setupFilesAfterEnv: [join(root, 'tools/jest/one-minute.mjs')] },
  ],
};
