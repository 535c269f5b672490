import { InstallationUnderTest } from './installation.js';

const MINUTES = 60_000;

/** Days to be played for ever: a seed that has broken an invariant once comes here. */
const SEEDS = [1];

it.each(SEEDS)('a rough day under kills of seed %i loses nothing, doubles nothing and leaves nothing standing (H6, H8)', async (seed) => {
  const { code, answer, said } = await new InstallationUnderTest().run('faults', '--kills', '4', '--residents', '24', '--seed', String(seed), '--json');
  expect(code === 0 ? 'held' : said).toBe('held');
  expect({ figures: answer?.figures }).toMatchObject({ figures: { kills: 4, residents: 24, closed: 24, lost: 0, doubled: 0, stalled: 0, noticesWithoutRecord: 0, auditBreaks: 0 } });
  expect(answer?.figures['slowestReadySeconds']).toBeGreaterThan(0);
}, 5 * MINUTES);
