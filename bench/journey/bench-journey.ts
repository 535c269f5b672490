import { localDateOf, toInstant } from '../../domain/time.js';
import { formatSeconds, startProgress } from '../../tools/progress.mjs';
import { arrive, attend } from './carry.js';
import { isComplete, toFigures, type Figures } from './figures.js';
import { openGround, type Ground } from '../ground.js';
import { stopOnce } from '../stop-once.js';
import { countHistories } from './histories.js';
import { measure, type Measured } from './measure.js';
import { readOptions, type BenchOptions } from './options.js';
import { createOurs } from './ours.js';
import { createPeople } from './people.js';
import type { Side } from './side.js';
import { countStatements } from './statements.js';
import { toTable } from './table.js';
import { createTextbook } from './textbook.js';
import { addTextbook } from './textbook-part.js';

const line = (text: string) => void process.stderr.write(`${text}\n`);

/** Visits for the first measurement of a number of clients; afterwards what was done before says how many. */
const FIRST_PER_SECOND = 30;
const SPARE = 1.3;
const WARM_UP = { clients: 8, seconds: 5 };
const COUNTED_VISITS = 3;

/** Our journey against the textbook's on one server, in turns. Speed is reported; `ok` says that all was measured and no visit failed. */
export async function benchJourney(args: string[]): Promise<{ ok: boolean; figures: Record<string, number> }> {
  const options = readOptions(args);
  const end = startProgress('starting an installation of its own');
  const ground = await openGround(line);
  end('the installation is ready');
  const stop = stopOnce(ground);
  try {
    return await run(ground, options, await addTextbook(ground));
  } finally {
    await stop();
  }
}

async function run(ground: Ground, options: BenchOptions, textbookUrl: string) {
  const people = createPeople({ seed: options.seed, today: localDateOf(toInstant(Date.now())) });
  const sides = { ours: createOurs(ground, people), textbook: createTextbook(ground, people, textbookUrl) };
  for (const side of Object.values(sides)) await oneTurn(ground, side, WARM_UP, 'warming up');
  const statementsPerCommand = await meanStatements(ground, sides.ours);
  const measured = await takeTurns(ground, sides, options);
  const idsOf = (name: Side['name']) => measured.filter(({ side }) => side === name).flatMap(({ workflowIds }) => workflowIds);
  const histories = { ours: await countHistories(ground.temporal, idsOf('ours')), textbook: await countHistories(ground.temporal, idsOf('textbook')) };
  const figures = toFigures({ measured, history: histories.ours, statementsPerCommand });
  line(`\n${toTable(measured, histories)}\n`);
  report(figures, measured);
  return { ok: isComplete(figures, measured), figures: { ...figures } };
}

/** Ours first, then the textbook's, and the other way round every second time: what a machine does meanwhile meets both. */
async function takeTurns(ground: Ground, sides: Record<Side['name'], Side>, { clients, alternations, seconds }: BenchOptions): Promise<Measured[]> {
  const measured: Measured[] = [];
  const turns = clients.flatMap((count) => Array.from({ length: alternations }, (_, n) => (n % 2 ? [sides.textbook, sides.ours] : [sides.ours, sides.textbook]).map((side) => ({ side, count }))).flat());
  const startedAt = performance.now();
  for (const [n, { side, count }] of turns.entries()) {
    const left = n === 0 ? turns.length * seconds * 1300 : ((performance.now() - startedAt) / n) * (turns.length - n);
    const visits = expected(measured, side, count, seconds);
    const label = `${n + 1} of ${turns.length}, about ${formatSeconds(left)} left: ${side.name}, ${count} ${count === 1 ? 'client' : 'clients'}`;
    measured.push(await oneTurn(ground, side, { clients: count, seconds }, label, visits));
  }
  return measured;
}

function expected(measured: readonly Measured[], side: Side, clients: number, seconds: number): number {
  const before = measured.filter((one) => one.side === side.name && one.clients === clients).map(({ journeysPerSecond }) => journeysPerSecond);
  const perSecond = before.length > 0 ? Math.max(...before) : FIRST_PER_SECOND;
  return Math.ceil(perSecond * seconds * SPARE) + clients;
}

async function oneTurn(ground: Ground, side: Side, { clients, seconds }: { clients: number; seconds: number }, label: string, visits = FIRST_PER_SECOND * seconds): Promise<Measured> {
  let doing = 'making people and slots';
  const end = startProgress(() => `${label}: ${doing}`);
  await side.prepare(visits);
  doing = `measuring for ${seconds} s`;
  const one = await measure(ground, side, { clients, seconds });
  end(`${label}: ${one.journeysPerSecond.toFixed(1)} visits/s, p99 ${one.p99Ms.toFixed(0)} ms${one.failures.length > 0 ? `, ${one.failures.length} failed` : ''}`);
  return one;
}

/** Of a few visits on a quiet machine, after one by which the API has come to know who calls: that is asked for once a minute, not by each command. */
async function meanStatements(ground: Ground, ours: Side): Promise<number> {
  const end = startProgress('counting statements');
  const { watch, counts } = countStatements(ground.urls.api);
  await ours.prepare(COUNTED_VISITS + 1);
  const before = ours.openCounter(0, (_command, send) => send());
  await attend(await arrive(before), before, ground.temporal);
  const counter = ours.openCounter(0, watch);
  for (let n = 0; n < COUNTED_VISITS; n += 1) await attend(await arrive(counter), counter, ground.temporal);
  const mean = counts.reduce((sum, { statements }) => sum + statements, 0) / counts.length;
  end(`${mean.toFixed(2)} statements a command`);
  return mean;
}

function report(figures: Figures, measured: readonly Measured[]): void {
  for (const [name, value] of Object.entries(figures)) line(`  ${name.padEnd(24)} ${value}`);
  for (const { side, clients, failures } of measured) for (const failure of failures.slice(0, 5)) line(`  failed (${side}, ${clients} clients): ${failure}`);
}
