import { setTimeout as wait } from 'node:timers/promises';
import { DATABASE } from '../../dev/installation.js';
import { setFault, liftTroubles } from '../../dev/clinic/troubles.js';
import { localDateOf, toInstant } from '../../domain/time.js';
import { createRandom } from '../../simulators/residents/random.js';
import { startProgress } from '../../tools/progress.mjs';
import { createOurs } from '../journey/ours.js';
import { createPeople } from '../journey/people.js';
import { openGround, type Ground } from '../ground.js';
import { runSql } from '../run-sql.js';
import { stopOnce } from '../stop-once.js';
import { workerPart } from '../worker-part.js';
import { isComplete, LIMITS, toFigures, toTable, type Results } from './figures.js';
import { measure, together, type MeasureOptions, type Measured } from './measure.js';
import { PARALLEL, readOptions, USUAL, type DeskOptions } from './options.js';
import { bare, booked, walkIns, type Work } from './visits.js';

const line = (text: string) => void process.stderr.write(`${text}\n`);

const WARM_UP_SECONDS = 5;
/** For a breaker to open or close, and for an engine to be missed. */
const NOTICED_WITHIN_MS = 60_000;
/** Shorter than a registry that says nothing is waited for, so that nobody has noticed yet. */
const UNNOTICED_SECONDS = 5;
const VISITS_PER_SECOND = 8;
const REGISTRY = { path: '/gdips/v1' };

/** What a desk waits for: identify, verify and dose against a bare Update, and with everything around it down. `ok` says that all was measured. */
export async function benchDesk(args: string[]): Promise<{ ok: boolean; figures: Record<string, number> }> {
  const options = readOptions(args);
  const end = startProgress('starting an installation of its own');
  const ground = await openGround(line);
  const stop = stopOnce(ground);
  try {
    await ground.add(workerPart(ground.installation, 'bare-update', 'bench/desk/bare-update/main.js'));
    end('the installation is ready');
    const results = await run(ground, options);
    const figures = toFigures(results);
    line(`\n${toTable(results)}\n`);
    for (const [name, value] of Object.entries(figures)) line(`  ${name.padEnd(24)} ${value}${name in LIMITS ? ` (limit ${LIMITS[name as keyof typeof LIMITS]})` : ''}`);
    return { ok: isComplete(figures, results), figures: { ...figures } };
  } finally {
    await stop();
  }
}

async function run(ground: Ground, { seconds, alternations, pauseMs, seed }: DeskOptions): Promise<Results> {
  const ours = createOurs(ground, createPeople({ seed, today: localDateOf(toInstant(Date.now())) }));
  const random = createRandom(seed);
  const turn = (label: string, work: Work, options: Omit<MeasureOptions, 'random'>) => oneTurn(label, work, { pauseMs, ...options, random });
  const works = { ours: booked(ours, { answers: true }), bare: bare(ground.temporal) };
  for (const [name, work] of Object.entries(works)) await turn(`warming up: ${name}`, work, { clients: USUAL, seconds: WARM_UP_SECONDS, pauseMs: 0 });

  const takeTurns = async (clients: number): Promise<Record<keyof typeof works, Measured>> => {
    const turns: Record<keyof typeof works, Measured[]> = { ours: [], bare: [] };
    for (let n = 0; n < alternations; n += 1) {
      for (const name of n % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const)) {
        turns[name].push(await turn(`${name}, ${clients} in parallel`, works[name], { clients, seconds, ...(clients === 1 && { pauseMs: 0 }) }));
      }
    }
    return { ours: together(turns.ours), bare: together(turns.bare) };
  };
  const [one, some, many] = [await takeTurns(PARALLEL[0]), await takeTurns(PARALLEL[1]), await takeTurns(PARALLEL[2])];
  const walkIn = await turn('walk-ins', walkIns(ours), { clients: USUAL, seconds, pauseMs: 0 });

  const cut = booked(ours, { answers: false });
  const whileDown = { clients: USUAL, seconds };
  const engine = await withoutEngine(ground, () => turn('the engine is stopped', cut, whileDown));
  await setFault(ground.urls.registryGuangdong, { kind: 'half-open', ...REGISTRY });
  const unnoticed = await turn('the registry has fallen silent', cut, { clients: USUAL, seconds: UNNOTICED_SECONDS, rampShare: 0 });
  await untilBreaker(ground, 'open');
  const blackholed = await turn('the registry is silent', cut, whileDown);
  await liftTroubles(ground.urls);
  await untilBreaker(ground, 'closed');
  await setFault(ground.urls.registryGuangdong, { kind: 'error', status: 503, ...REGISTRY });
  await untilBreaker(ground, 'open', () => measure(cut, { clients: 1, seconds: 1, random }));
  const refusing = await turn('the registry refuses', cut, whileDown);
  return { ours: { 1: one.ours, 10: some.ours, 30: many.ours }, bare: { 1: one.bare, 10: some.bare, 30: many.bare }, walkIn, unnoticed, down: { refusing, blackholed, engine } };
}

async function oneTurn(label: string, work: Work, options: MeasureOptions): Promise<Measured> {
  let doing = 'making people and slots';
  const end = startProgress(() => `${label}: ${doing}`);
  await work.prepare(VISITS_PER_SECOND * options.seconds + options.clients);
  doing = `measuring for ${options.seconds} s`;
  const measured = await measure(work, options);
  end(`${label}: ${measured.latencies.identify.length} journeys${measured.failures.length > 0 ? `, ${measured.failures.length} failed: ${measured.failures[0]}` : ''}`);
  return measured;
}

/** Its process stands still, connections and all: the worst that one can wait for. */
async function withoutEngine<T>(ground: Ground, act: () => Promise<T>): Promise<T> {
  const { temporal: pid } = ground.pids();
  if (pid === undefined) throw new Error('the engine is not of this installation');
  process.kill(pid, 'SIGSTOP');
  try {
    await until('the engine is missed', async () => (await readiness(ground)).engine === 'down');
    return await act();
  } finally {
    process.kill(pid, 'SIGCONT');
    await until('the engine has been told what it missed', async () => (await readiness(ground)).engine === 'up' && (await rows(ground, 'select 1 from news where sent_at is null limit 1')) === 0);
  }
}

async function readiness({ urls }: Ground): Promise<{ engine: string }> {
  return (await (await fetch(`${urls.api}/readyz`)).json()) as { engine: string };
}

/** `meanwhile`: somebody has to ask before anybody notices. */
function untilBreaker(ground: Ground, state: 'open' | 'closed', meanwhile: () => Promise<unknown> = () => wait(200)): Promise<void> {
  return until(`the breaker is ${state}`, async () => {
    await meanwhile();
    return (await rows(ground, `select 1 from breakers where system = 'registry-guangdong' and state = '${state}' and (until is null or until > now())`)) > 0;
  });
}

async function rows({ adminUrl }: Ground, sql: string): Promise<number> {
  return (await runSql(Object.assign(new URL(adminUrl), { pathname: `/${DATABASE}` }).href, sql)).rowCount ?? 0;
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + NOTICED_WITHIN_MS; !(await isSo()); await wait(200)) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
  }
}
