import { printJsonResult, type CommandResult } from '../tools/command-result.js';
import { benchDesk } from './desk/bench-desk.js';
import { benchJourney } from './journey/bench-journey.js';
import { benchLists } from './lists/bench-lists.js';

// `npm run bench -- NAME [options] [--json]`: one benchmark on an installation of its own, which is gone afterwards.

type Benchmark = (args: string[]) => Promise<Pick<CommandResult, 'ok' | 'figures'>>;

const BENCHMARKS: Record<string, Benchmark> = { desk: benchDesk, journey: benchJourney, lists: benchLists };

const [name = '', ...typed] = process.argv.slice(2);
const asJson = typed.includes('--json');
try {
  const bench = BENCHMARKS[name];
  if (!bench) throw new Error(`No such benchmark: "${name}". Benchmarks: ${Object.keys(BENCHMARKS).join(', ')}. Example: npm run bench -- journey --seconds 10 --alternations 1`);
  const result = await bench(typed.filter((arg) => arg !== '--json'));
  if (asJson) printJsonResult({ name: `bench ${name}`, ...result });
  process.exit(result.ok ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (asJson) printJsonResult({ name: `bench ${name}`.trim(), ok: false, figures: {} });
  process.exit(1);
}
