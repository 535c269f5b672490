import { parseArgs } from 'node:util';

export type BenchOptions = {
  /** Of each measurement, without the ramp before it. */
  seconds: number;
  /** How often the two take turns. */
  alternations: number;
  /** Numbers of clients, each of which does one visit after the other. */
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
    seconds: whole('seconds', values.seconds),
    alternations: whole('alternations', values.alternations),
    clients: values.clients.split(',').map((one) => whole('clients', one)),
    seed: whole('seed', values.seed),
  };
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} must be a whole number from 1 on${name === 'clients' ? ', or several with commas' : ''}`);
  return value;
}
