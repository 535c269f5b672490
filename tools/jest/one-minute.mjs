import { jest } from '@jest/globals';

// A project's own testTimeout is ignored by jest; real engines and browsers need more than its five seconds.
jest.setTimeout(60_000);
