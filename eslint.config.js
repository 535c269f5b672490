import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { importDirections } from './tools/lint/import-directions.js';

const PURE = 'domain/ takes values and `now` and gives values: no clock, randomness or input and output';
const ENVIRONMENT = 'only config/ reads the environment';

const processEnv = [
  { selector: "MemberExpression[object.name='process'][property.name='env']", message: ENVIRONMENT },
  { selector: "MemberExpression[object.property.name='process'][property.name='env']", message: ENVIRONMENT },
  { selector: "VariableDeclarator[init.name='process'] > ObjectPattern > Property[key.name='env']", message: ENVIRONMENT },
  { selector: "ImportDeclaration[source.value=/^(node:)?process$/]", message: ENVIRONMENT },
];

const impure = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: PURE },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: PURE },
  { selector: "CallExpression[callee.name='Date']", message: PURE },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: PURE },
];

const platform = ['process', 'Buffer', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'fetch', 'crypto', 'performance', 'console', 'globalThis'];

export default defineConfig(
  globalIgnores(['**/dist/', '.data/', 'coverage/', '**/node_modules/']),
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false, attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: Object.fromEntries(['process', 'console', 'performance', 'URL', 'setTimeout', 'clearTimeout', 'fetch'].map((name) => [name, 'readonly'])) },
  },
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { house: { rules: { 'import-directions': importDirections } } },
    rules: { 'house/import-directions': 'error' },
  },
  { files: ['**/*.test.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  {
    files: ['**/*.{ts,tsx}'],
    ignores: ['config/**', 'dev/**', 'tools/**', 'e2e/**', 'bench/**', 'deploy/**', '**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...processEnv] },
  },
  {
    files: ['domain/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...processEnv, ...impure],
      'no-restricted-globals': ['error', ...platform.map((name) => ({ name, message: PURE }))],
    },
  },
);
