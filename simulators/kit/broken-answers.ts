import type { OwnFaults } from './faults.js';

type Fields = Record<string, unknown>;

/** What an application server says where only a status of 500 would be honest (attack A42). */
const ERROR_BODY = { status: 500, error: 'Internal Server Error' };

/** Ways to break any contract. `within` puts changed fields where the system's answers carry theirs; an answer without fields stays. */
export function brokenAnswers(within: (right: unknown, change: (fields: Fields) => Fields) => unknown): OwnFaults['wrongSchemas'] {
  return {
    'error-body': () => ERROR_BODY,
    'missing-field': (right) => within(right, (fields) => Object.fromEntries(Object.entries(fields).slice(1))),
    'wrong-type': (right) => within(right, (fields) => Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, JSON.stringify(value)]))),
  };
}
