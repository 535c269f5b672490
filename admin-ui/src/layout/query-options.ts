import { ApiError } from '../api-error.js';

/** Once more when the service cannot be reached, then the page says so; a refusal is the same the second time. */
export const queryOptions = {
  retry: (failures: number, error: Error) => failures < 1 && error instanceof ApiError && error.kind === 'unreachable',
  retryDelay: 500,
  onError: () => undefined, // told in its place by `LoadError`; react-admin would add a passing notice or leave the page
};
