import { CASE_KINDS } from '../domain/cases/kinds.js';
import { STAGES } from '../domain/journey/stages.js';
import { InstallationUnderTest, pause, type Ended } from './installation.js';

const MINUTES = 60_000;
const installation = new InstallationUnderTest();
afterAll(() => installation.remove(), MINUTES);

const status = async (url: string | undefined) => (await fetch(url ?? '')).status;

/** Nothing lost, nothing twice, nothing stalled, no notice without record, no break in the audit. */
const HELD = { lost: 0, doubled: 0, stalled: 0, noticesWithoutRecord: 0, auditBreaks: 0 };

function expectHeld({ code, answer, said }: Ended, residents: number): void {
  expect({ code, figures: answer?.figures, said }).toMatchObject({ code: 0, figures: { residents, closed: residents, ...HELD } });
}

describe('npm start', () => {
  it('starts everything and says where it answers', async () => {
    const { ok, urls, figures } = await installation.start();
    expect(ok).toBe(true);
    expect(figures['readySeconds']).toBeGreaterThan(0);
    expect(await Promise.all([status(`${urls['api']}/readyz`), status(urls['docs']), status(urls['admin']), status(urls['temporal'])])).toEqual([200, 200, 200, 200]);
    for (const part of ['postgres', 'temporal', 'schema', 'simulators', 'login', 'worker', 'api']) await installation.says(part, 'ready (');
  }, 3 * MINUTES);

  it('says on the same data that it runs already, and where', async () => {
    const { code, said, answer } = await installation.run('start', '--json');
    expect(code).toBe(0);
    expect(said).toMatch(/runs already on this data \(process \d+\)/);
    expect(answer?.urls['api']).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  }, MINUTES);

  it('starts a part that was killed again, while residents go through the clinic', async () => {
    const day = installation.run('demo', '--residents', '40', '--seed', '11', '--concurrency', '4', '--json');
    for (const part of ['worker', 'api', 'temporal', 'postgres'] as const) {
      await pause(1_000);
      installation.killPart(part);
      await installation.says(part, 'ready again');
    }
    expectHeld(await day, 40);
  }, 4 * MINUTES);

  it('comes up with everything that was committed after its launcher was killed (H8)', async () => {
    installation.remember();
    const before = await installation.journeys();
    await installation.killLauncher();
    await installation.start();
    expect(before).toHaveLength(40);
    expect(await installation.journeys()).toEqual(before);
    expect(installation.alive()).toEqual([]);
    expectHeld(await installation.run('demo', '--residents', '4', '--seed', '11', '--json'), 4);
  }, 3 * MINUTES);

  it('leaves a journey in each stage and an open case of each kind, where that is asked for', async () => {
    const { code, said } = await installation.run('demo', '--residents', '1', '--seed', '12', '--leave-open', '--json');
    expect(code === 0 ? 'done' : said).toBe('done');
    expect(CASE_KINDS.filter((kind) => !new RegExp(`^  ${kind} +[0-9a-f-]{36}$`, 'm').test(said))).toEqual([]);
    const stages = new Set((await installation.journeys()).map((journey) => journey.split(' ')[1]));
    const later = ['booked', 'no-show', 'released']; // comes another day, comes after its slot, is closed at once by the short clocks of tests
    expect(STAGES.filter((stage) => !stages.has(stage) && !later.includes(stage))).toEqual([]);
  }, 4 * MINUTES);

  it('stops all parts within five seconds and leaves no orphan', async () => {
    installation.remember();
    const { code, seconds, said } = await installation.stop();
    expect(code).toBe(0);
    expect(seconds).toBeLessThan(5);
    expect(said).toMatch(/stopped \(/);
    expect(installation.alive()).toEqual([]);
  }, MINUTES);
});
