import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { anyFreePort } from './ports.js';
import { cachedProgram, NoTemporalError, resolveTemporal } from './temporal-resolver.js';
import { readVersion, type Obtain } from './temporal-version.js';

let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resolver-'));
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const env = (own: Record<string, string> = {}) => ({ PATH: join(folder, 'bin'), MIAOCHENG_CACHE_DIR: join(folder, 'cache'), ...own });
const shut: Obtain = async () => ({ ok: false, why: 'the way is shut' });
const resolve = (own: Record<string, string> = {}, ways: { download?: Obtain; build?: Obtain } = {}) =>
  resolveTemporal({ env: env(own), say: (line) => said.push(line), download: shut, build: shut, ...ways });

/** A program that answers as `temporal --version` does. */
function putProgram(file: string, answer: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho "${answer}"\n`);
  chmodSync(file, 0o755);
}
const answerOf = (server: string) => `temporal version 0.0.0-DEV (Server ${server}, UI 2.50.1)`;
const obtains = (server: string): Obtain => async (cached) => {
  putProgram(cached, answerOf(server));
  return { ok: true };
};

describe('the way to a Temporal server', () => {
  it('is TEMPORAL_ADDRESS alone when it is set, and nothing else when nobody answers there', async () => {
    putProgram(join(folder, 'bin/temporal'), answerOf('1.31.2'));
    const address = `127.0.0.1:${await anyFreePort()}`;
    await expect(resolve({ TEMPORAL_ADDRESS: address })).rejects.toThrow(new NoTemporalError(`TEMPORAL_ADDRESS is ${address}, where no Temporal server answers. Start it, or unset the variable to have one started here.`));
  }, 30_000); // it is given five seconds to answer

  it('is the program on PATH before the one in the cache', async () => {
    putProgram(join(folder, 'bin/temporal'), answerOf('1.30.0'));
    putProgram(cachedProgram(env()), answerOf('1.31.2'));
    expect(await resolve()).toEqual({ kind: 'program', file: join(folder, 'bin/temporal'), server: '1.30.0' });
    expect(said).toHaveLength(1);
  });

  it.each([
    { fact: 'too old', answer: answerOf('1.29.0'), told: 'which is too old' },
    { fact: 'another program', answer: 'temporal 1.31.2', told: 'does not say its server version' },
  ])('passes over one on PATH that is $fact, and says so', async ({ answer, told }) => {
    putProgram(join(folder, 'bin/temporal'), answer);
    putProgram(cachedProgram(env()), answerOf('1.31.2'));
    expect(await resolve()).toMatchObject({ file: cachedProgram(env()) });
    expect(said[0]).toContain(told);
  });

  it('takes a newer server with a warning', async () => {
    putProgram(join(folder, 'bin/temporal'), answerOf('1.32.0'));
    expect(await resolve()).toMatchObject({ server: '1.32.0' });
    expect(said[0]).toContain('warning');
  });

  it('downloads before it builds, and builds where nothing can be downloaded', async () => {
    expect(await resolve({}, { download: obtains('1.31.2'), build: shut })).toMatchObject({ file: cachedProgram(env()) });
    rmSync(cachedProgram(env()));
    expect(await resolve({}, { build: obtains('1.31.2') })).toMatchObject({ file: cachedProgram(env()) });
  });

  it('trusts no program that does not run, as one that was cut off', async () => {
    mkdirSync(dirname(cachedProgram(env())), { recursive: true });
    writeFileSync(cachedProgram(env()), 'cut off', { mode: 0o755 });
    expect(await resolve({}, { build: obtains('1.31.2') })).toMatchObject({ server: '1.31.2' });
  });

  it('is obtained once when two commands want it at the same time', async () => {
    let builds = 0;
    const build: Obtain = async (cached) => {
      builds += 1;
      await new Promise((end) => setTimeout(end, 50));
      return obtains('1.31.2')(cached);
    };
    const both = await Promise.all([resolve({}, { build }), resolve({}, { build })]);
    expect(both[0]).toEqual(both[1]);
    expect(builds).toBe(1);
  });

  it('that is shut everywhere says why, and what would open one', async () => {
    const failed = await resolve().catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(NoTemporalError);
    expect(String(failed)).toMatch(/download: the way is shut\n {2}build: the way is shut/);
    expect(String(failed)).toMatch(/TEMPORAL_ADDRESS=HOST:PORT[^]*on PATH[^]*copy it to[^]*Go 1\.26/);
    expect(existsSync(cachedProgram(env()))).toBe(false);
  });
});

describe('the version of a server', () => {
  it.each([
    ['1.29.0', 'older'],
    ['1.29.1', 'supported'],
    ['1.31.9', 'supported'],
    ['1.32.0', 'newer'],
    ['2.0.0', 'newer'],
    ['0.99.99', 'older'],
  ])('%s is %s', (server, support) => {
    expect(readVersion(answerOf(server))).toEqual({ server, support });
  });

  it('is not the number of the CLI', () => {
    expect(readVersion('temporal version 1.31.2')).toBeUndefined();
  });
});
