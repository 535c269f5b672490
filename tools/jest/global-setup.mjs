import { loadDev } from './load-dev.mjs';

export default async function globalSetup(...args) {
  const setup = await loadDev('jest-global-setup');
  await setup(...args);
}
