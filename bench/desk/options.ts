import { parseArgs } from 'node:util';
import { wholeNumber } from '../whole-number.js';

export type DeskOptions = {
  /** Of each measurement, without the ramp before it. */
  seconds: number;
  /** How often ours and the bare Update take turns at each number of journeys in parallel. */
  alternations: number;
  /** What a desk takes before each command, on the average, where journeys run in parallel. */
  pauseMs: number;
  seed: number;
};

/** Journeys in parallel. */
export const PARALLEL = [1, 10, 30] as const;
/** At which the desk is measured while something is down. */
export const USUAL = 10;

/** Throws `Error` that names the option and what it may be. */
export function readOptions(args: string[]): DeskOptions {
  const option = (usual: string) => ({ type: 'string', default: usual }) as const;
  const { values } = parseArgs({ args, options: { seconds: option('30'), alternations: option('3'), 'pause-ms': option('500'), seed: option('7') } });
  return {
    seconds: wholeNumber('seconds', values.seconds),
    alternations: wholeNumber('alternations', values.alternations),
    pauseMs: wholeNumber('pause-ms', values['pause-ms']),
    seed: wholeNumber('seed', values.seed),
  };
}
