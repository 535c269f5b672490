import { isBuiltin } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';

/**
 * The house's import directions as data. `may` lists the folders a folder imports values from, `types` those it may
 * also name types of, `packages` the only packages it may import (absent: any), `only` narrows a folder to some files.
 */
const AREAS = {
  domain: { may: [], packages: [] },
  policies: { may: ['domain'], packages: [] },
  contracts: { may: ['domain'], packages: ['zod', '@asteasolutions/zod-to-openapi'] },
  workflows: { may: ['domain'], types: ['activities'], packages: ['@temporalio/workflow', '@temporalio/common'] },
  // Encrypts what leaves a process for Temporal: needs node:crypto, so workflow code never imports it.
  'workflows/codec': { may: [] },
  db: { may: ['domain'] },
  issuer: { may: ['domain'] },
  registries: { may: ['domain'] },
  config: { may: ['domain', 'policies'] },
  activities: { may: ['domain', 'db', 'issuer', 'registries'], types: ['workflows'] },
  // A workflow is started by its name; the API takes only what its clients exchange with it.
  api: {
    may: ['contracts', 'domain', 'db', 'issuer', 'config', 'workflows', 'workflows/codec'],
    only: { workflows: /(-messages|\/task-queues|\/workflow-ids|\/processes)\.js$/ },
  },
  login: { may: ['config', 'contracts', 'domain', 'db'] },
  worker: { may: ['workflows', 'workflows/codec', 'activities', 'db', 'issuer', 'registries', 'config', 'domain', 'policies'] },
  // Never the adapter it answers: an adapter's mistake must not hide in both.
  simulators: { may: ['contracts', 'config', 'domain'] },
  // What every page needs: asking the API, errors in words, times, live changes.
  ui: { may: ['contracts', 'domain'] },
  'admin-ui': { may: ['ui', 'contracts', 'domain'] },
  'desk-ui': { may: ['ui', 'contracts', 'domain'] },
  'resident-ui': { may: ['ui', 'contracts', 'domain'] },
};

const FREE = ['dev', 'e2e', 'bench', 'tools'];
const TEST_CODE = /(\.test|-fixtures)\.tsx?$/;
const TEST_SUPPORT = /-fixtures\.[jt]s$/;
const MAIN = /^[^/]+\/main\.[jt]s$/;

/** A folder of its own rules inside another counts by itself. */
function areaOf(path) {
  const [folder, inner] = path.split('/');
  return `${folder}/${inner}` in AREAS ? `${folder}/${inner}` : folder;
}

function refusedImport({ file, specifier, typeOnly }) {
  const from = areaOf(file);
  if (FREE.includes(from) || TEST_CODE.test(file)) return undefined;
  return specifier.startsWith('.') ? refusedPath({ file, from, specifier, typeOnly }) : refusedPackage(from, specifier);
}

function refusedPath({ file, from, specifier, typeOnly }) {
  const target = relative('/', resolve('/', dirname(file), specifier)).split(sep).join('/');
  const to = areaOf(target);
  if (MAIN.test(target)) return `${target} starts a process and is imported by nobody`;
  if (TEST_SUPPORT.test(target)) return `${target} is for tests`;
  if (to === from) return undefined;
  if (to === 'dev') return 'only tests, dev/, e2e/, bench/ and tools/ may import dev/';
  return refusedByTable(from, to, target, typeOnly);
}

function refusedByTable(from, to, target, typeOnly) {
  const area = AREAS[from];
  if (!area || (typeOnly && area.types?.includes(to))) return undefined;
  if (!area.may.includes(to)) return `${from}/ may not import ${area.types?.includes(to) ? 'values' : 'anything'} from ${to}/`;
  return area.only?.[to] && !area.only[to].test(target) ? `${from}/ may import only messages and names from ${to}/` : undefined;
}

function refusedPackage(from, specifier) {
  const allowed = AREAS[from]?.packages;
  if (!allowed || allowed.includes(specifier)) return undefined;
  return `${from}/ may not import ${isBuiltin(specifier) ? 'the Node built-in ' : ''}${specifier}`;
}

/** ESLint rule over every form of import: static, re-export, type position and dynamic. */
export const importDirections = {
  meta: { type: 'problem', schema: [], messages: { refused: '{{why}}' } },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/');
    const check = (node, source, typeOnly) => {
      if (typeof source?.value !== 'string') return;
      const why = refusedImport({ file, specifier: source.value, typeOnly });
      if (why) context.report({ node, messageId: 'refused', data: { why } });
    };
    // `import { type A }` is no type import: verbatimModuleSyntax keeps it as `import {}`, which still runs the module.
    const isTypeOnly = (node) => node.importKind === 'type' || node.exportKind === 'type';
    return {
      ImportDeclaration: (node) => check(node, node.source, isTypeOnly(node)),
      ExportNamedDeclaration: (node) => check(node, node.source, isTypeOnly(node)),
      ExportAllDeclaration: (node) => check(node, node.source, isTypeOnly(node)),
      ImportExpression: (node) => check(node, node.source, false),
      TSImportType: (node) => check(node, node.source ?? node.argument?.literal, true),
    };
  },
};
