import { parseArgs } from 'node:util';
import { wholeNumber } from '../whole-number.js';

export type ListsOptions = {
  /** Of the large table; the small one has a hundredth. */
  journeys: number;
  /** Requests for each list and table. */
  requests: number;
  seed: number;
  /** Part of a list's name; empty for all of them. */
  only: string;
};

/** The small table, for a look at how the costs grow. */
export const TIMES_LARGER = 100;

/** With fewer there may be nothing in the small tables to ask for. */
const LEAST_JOURNEYS = 20_000;

/** Throws `Error` that names the option and what it may be. */
export function readOptions(args: string[]): ListsOptions {
  const { values } = parseArgs({
    args,
    options: { journeys: { type: 'string', default: '1000000' }, requests: { type: 'string', default: '300' }, seed: { type: 'string', default: '7' }, only: { type: 'string', default: '' } },
  });
  return {
    journeys: wholeNumber('journeys', values.journeys, LEAST_JOURNEYS),
    requests: wholeNumber('requests', values.requests),
    seed: wholeNumber('seed', values.seed),
    only: values.only,
  };
}
