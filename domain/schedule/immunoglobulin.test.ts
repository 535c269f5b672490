import { expect, it } from '@jest/globals';
import { loadEditions } from '../../config/load-schedule.js';
import { toLocalDate } from '../time.js';
import { rowsOfEdition } from './edition.js';
import { immunoglobulinFrom } from './immunoglobulin.js';

const given = (...doses: [string, string][]) => immunoglobulinFrom(doses.map(([vaccine, on]) => ({ vaccine, on: toLocalDate(on) })), rowsOfEdition(loadEditions(), '2021')!);

it('is not given for 2 weeks after the last MMR', () => {
  expect(given(['MMR', '2022-02-20'], ['MMR', '2021-11-15'])).toBe('2022-03-06');
});

it('waits for no other vaccine', () => {
  expect(given(['HepB', '2022-02-20'], ['JE-L', '2022-02-20'])).toBeNull();
});
