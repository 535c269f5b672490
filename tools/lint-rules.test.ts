import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

const cwd = join(import.meta.dirname, '..');

/** Import directions need no types, and the files of the table need not exist; promises are asked about with types. */
const withoutTypes = new ESLint({ cwd, overrideConfig: [tseslint.configs.disableTypeChecked] });
const withTypes = new ESLint({ cwd });

async function rulesBrokenBy(source: string, filePath: string, eslint = withoutTypes): Promise<string[]> {
  const [result] = await eslint.lintText(source, { filePath });
  return (result?.messages ?? []).map((message) => message.ruleId ?? message.message);
}

const DIRECTION = 'house/import-directions';
const imports = (specifier: string) => `import { thing } from '${specifier}';\nexport const used = thing;\n`;
const importsType = (specifier: string) => `import type { Thing } from '${specifier}';\nexport type Used = Thing;\n`;

describe('import directions refuse', () => {
  it.each([
    ['domain/journey/decide.ts', imports('../../db/door.js')],
    ['domain/journey/decide.ts', importsType('../../contracts/journeys.js')],
    ['domain/journey/decide.ts', imports('node:crypto')],
    ['domain/journey/decide.ts', imports('crypto')],
    ['domain/journey/decide.ts', imports('zod')],
    ['domain/journey/decide.ts', imports('../../policies/clocks.json')],
    ['domain/journey/decide.ts', imports('./journey-fixtures.js')],
    ['contracts/journeys.ts', imports('../db/journey-store.js')],
    ['contracts/journeys.ts', imports('express')],
    ['db/door.ts', imports('../config/env.js')],
    ['db/door.ts', imports('../contracts/journeys.js')],
    ['db/door.ts', imports('../activities/upload.js')],
    ['issuer/mint.ts', imports('../db/keys.js')],
    ['registries/sms/simple.ts', imports('../../db/notice-store.js')],
    ['workflows/vaccination-journey.ts', imports('../activities/upload.js')],
    ['workflows/vaccination-journey.ts', imports('../contracts/journeys.js')],
    ['workflows/vaccination-journey.ts', imports('node:fs')],
    ['workflows/vaccination-journey.ts', imports('zod')],
    ['workflows/vaccination-journey.ts', imports('@temporalio/client')],
    ['workflows/vaccination-journey.ts', `import { type Thing } from '../activities/upload.js';\nexport type Used = Thing;\n`],
    ['workflows/vaccination-journey.ts', `export { thing } from '../activities/upload.js';\n`],
    ['workflows/vaccination-journey.ts', `export const load = () => import('../activities/upload.js');\n`],
    ['workflows/vaccination-journey.ts', imports('./codec/data-converter.js')],
    ['activities/upload.ts', imports('../api/create-app.js')],
    ['activities/upload.ts', imports('../workflows/vaccination-journey.js')],
    ['activities/upload.ts', imports('../config/env.js')],
    ['api/routes/journeys.ts', imports('../../activities/upload.js')],
    ['api/routes/journeys.ts', imports('../../registries/sms/port.js')],
    ['api/routes/journeys.ts', imports('../../workflows/vaccination-journey.js')],
    ['api/routes/journeys.ts', imports('../main.js')],
    ['api/create-app.ts', imports('../dev/start.js')],
    ['api/create-app.ts', imports('../worker/main.js')],
    ['login/create-provider.ts', imports('../api/create-app.js')],
    ['simulators/sms/app.ts', imports('../../registries/sms/simple.js')],
    ['simulators/sms/app.ts', importsType('../../registries/sms/port.js')],
    ['admin-ui/src/data-provider.ts', imports('../../api/create-app.js')],
    ['desk-ui/src/api.ts', imports('../../admin-ui/src/App.js')],
    ['ui/get-json.ts', imports('../desk-ui/src/api.js')],
    ['deploy/anything.ts', imports('../dev/start.js')],
  ])('%s: %j', async (file, source) => {
    expect(await rulesBrokenBy(source, file)).toContain(DIRECTION);
  });
});

describe('import directions allow', () => {
  it.each([
    ['domain/journey/decide.ts', imports('../time.js')],
    ['domain/journey/journey-fixtures.ts', imports('../../policies/clocks.json')],
    ['contracts/journeys.ts', imports('../domain/ids.js')],
    ['contracts/journeys.ts', imports('zod')],
    ['db/door.ts', imports('../domain/journey/decide.js')],
    ['db/door.ts', imports('pg')],
    ['workflows/vaccination-journey.ts', importsType('../activities/upload.js')],
    ['workflows/vaccination-journey.ts', `import type * as upload from '../activities/upload.js';\nexport type Used = typeof upload;\n`],
    ['workflows/vaccination-journey.ts', imports('@temporalio/workflow')],
    ['workflows/vaccination-journey.ts', imports('@temporalio/common')],
    ['activities/upload.ts', importsType('../workflows/vaccination-journey-messages.js')],
    ['activities/upload.ts', imports('../registries/sms/port.js')],
    ['api/routes/journeys.ts', imports('../../workflows/vaccination-journey-messages.js')],
    ['api/routes/journeys.ts', imports('../../workflows/workflow-ids.js')],
    ['api/relay.ts', imports('../workflows/processes.js')],
    ['api/main.ts', imports('../workflows/codec/data-converter.js')],
    ['workflows/codec/payload-codec.ts', imports('node:crypto')],
    ['api/routes/login.ts', imports('../login/session.js')],
    ['api/main.ts', imports('./create-app.js')],
    ['worker/main.ts', imports('../activities/create-activities.js')],
    ['login/create-provider.ts', imports('../config/env.js')],
    ['login/create-provider.ts', imports('../db/login-store.js')],
    ['simulators/sms/app.ts', imports('express')],
    ['admin-ui/src/data-provider.ts', imports('../../contracts/journeys.js')],
    ['desk-ui/src/api.ts', imports('../../ui/get-json.js')],
    ['dev/start.ts', imports('../worker/create-worker.js')],
    ['tools/migrate.ts', imports('../dev/start.js')],
    ['api/routes/journeys.integration.test.ts', imports('../../dev/test-environment.js')],
  ])('%s: %j', async (file, source) => {
    expect(await rulesBrokenBy(source, file)).not.toContain(DIRECTION);
  });
});

describe('the environment', () => {
  it.each([
    ['api/create-app.ts', 'export const port = process.env.API_PORT;\n'],
    ['worker/main.ts', `export const port = process.env['API_PORT'];\n`],
    ['db/door.ts', 'export const { env } = process;\n'],
    ['activities/upload.ts', 'export const env = globalThis.process.env;\n'],
    ['api/create-app.ts', `import { env } from 'node:process';\nexport const port = env.API_PORT;\n`],
  ])('is closed to %s: %j', async (file, source) => {
    expect(await rulesBrokenBy(source, file)).toContain('no-restricted-syntax');
  });

  it.each([
    ['config/env.ts', 'export const port = process.env.API_PORT;\n'],
    ['dev/start.ts', 'export const env = { ...process.env };\n'],
    ['api/create-app.integration.test.ts', 'export const env = { ...process.env };\n'],
  ])('is open to %s: %j', async (file, source) => {
    expect(await rulesBrokenBy(source, file)).toEqual([]);
  });
});

describe('domain/ is pure', () => {
  it.each([
    'export const at = Date.now();\n',
    'export const at = new Date();\n',
    'export const at = Date();\n',
    'export const die = Math.random();\n',
    'export const now = process.env.NOW;\n',
    'export const now = process.hrtime();\n',
    'export const now = performance.now();\n',
    'export const id = crypto.randomUUID();\n',
    'export const answer = () => fetch("http://localhost");\n',
    'export const later = () => setTimeout(() => {}, 1);\n',
  ])('refuses %j', async (source) => {
    expect((await rulesBrokenBy(source, 'domain/time.ts')).filter((rule) => rule.startsWith('no-restricted-'))).not.toEqual([]);
  });

  it.each(['export const day = new Date(0).toISOString();\n', 'export const at = Date.parse("2026-03-29");\n', 'export const most = Math.max(1, 2);\n'])(
    'allows %j',
    async (source) => {
      expect(await rulesBrokenBy(source, 'domain/time.ts')).toEqual([]);
    },
  );
});

describe('promises and types', () => {
  // The path of a file that exists, because typed rules ask the TypeScript project of that file.
  const file = 'domain/time.ts';

  it('refuses a promise that nobody waits for', async () => {
    const source = 'async function save(): Promise<void> {}\nexport function go(): void {\n  save();\n}\n';
    expect(await rulesBrokenBy(source, file, withTypes)).toEqual(['@typescript-eslint/no-floating-promises']);
  });

  it('accepts a promise that is awaited or marked as left alone', async () => {
    const source = 'async function save(): Promise<void> {}\nexport async function go(): Promise<void> {\n  await save();\n  void save();\n}\n';
    expect(await rulesBrokenBy(source, file, withTypes)).toEqual([]);
  });

  it.each([
    { fact: 'any', source: 'export const thing: any = 1;\n', rule: '@typescript-eslint/no-explicit-any' },
    { fact: 'a value import used as a type', source: `import { Instant } from './ids.js';\nexport type At = Instant;\n`, rule: '@typescript-eslint/consistent-type-imports' },
    { fact: 'ts-ignore', source: '// @ts-ignore\nexport const thing = 1;\n', rule: '@typescript-eslint/ban-ts-comment' },
    { fact: 'a non-null assertion', source: 'export const first = (list: string[]) => list[0]!;\n', rule: '@typescript-eslint/no-non-null-assertion' },
  ])('refuses $fact', async ({ source, rule }) => {
    expect(await rulesBrokenBy(source, file, withTypes)).toContain(rule);
  });

  it('does not let a comment switch a rule off', async () => {
    const source = '// eslint-disable-next-line @typescript-eslint/no-explicit-any\nexport const thing: any = 1;\n';
    expect(await rulesBrokenBy(source, file, withTypes)).toContain('@typescript-eslint/no-explicit-any');
  });
});
