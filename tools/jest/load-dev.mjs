import { register } from 'tsx/esm/api';

// Jest loads its global modules outside the test transform, where Node 20 reads no TypeScript. One namespace for
// set-up and tear-down, so that both see the same module and the parts started by the one are stopped by the other.
const typescript = register({ namespace: 'jest-global' });

/** Loads a module of `dev/`, for example `jest-global-setup`, and gives its default export. */
export async function loadDev(name) {
  const module = await typescript.import(`../../dev/${name}.ts`, import.meta.url);
  return module.default;
}
