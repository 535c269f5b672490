import { brokenAnswers } from '../kit/broken-answers.js';
import type { OwnFaults } from '../kit/faults.js';
import { REFUSALS } from './contract.js';
import { refused } from './handle.js';

type Fields = Record<string, unknown>;

/** What each of the three calls the number and the key of the question. */
const NUMBERS = ['certNo', 'idNo', 'citizenNumber'];
const KEYS = ['requestNo', 'serial', 'traceId'];

/** The authorities' answers carry their fields at the top; the register's entry is one of them. */
export const OWN_FAULTS: OwnFaults = {
  rejections: Object.fromEntries(REFUSALS.map((code) => [code, refused(code)])),
  wrongPersons: {
    'another-number': (right) => altered(right as Fields, NUMBERS),
    'another-question': (right) => altered(right as Fields, KEYS),
  },
  wrongSchemas: brokenAnswers((right, change) => change(right as Fields)),
};

function altered(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (name === 'person') return [name, altered(value as Fields, names)];
      return [name, names.includes(name) && typeof value === 'string' ? `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}` : value];
    }),
  );
}
