import { loadDev } from './load-dev.mjs';

export default async function globalTeardown(...args) {
  const teardown = await loadDev('jest-global-teardown');
  await teardown(...args);
}
