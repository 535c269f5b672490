import { parseArgs } from 'node:util';
import { wholeNumber } from '../whole-number.js';

export type BenchOptions = {
  /** Of each measurement, without the ramp before it. */
  seconds: number;
  /** How often the two take turns. */
  alternations: number;
  /** Numbers of clients, with commas between them, each of which does one visit after the other. */
  clients: number[];
  seed: number;
};

/** Throws `Error` that names the option and what it may be. */
export function readOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string', default: '60' },
      alternations: { type: 'string', default: '5' },
      clients: { type: 'string', default: '1,16' },
      seed: { type: 'string', default: '7' },
    },
  });
  return {
    seconds: wholeNumber('seconds', values.seconds),
    alternations: wholeNumber('alternations', values.alternations),
    clients: values.clients.split(',').map((one) => wholeNumber('clients', one)),
    seed: wholeNumber('seed', values.seed),
  };
}
