import { loadPolicies } from '../config/load-policies.js';
import { ensureLoginKeysFile } from '../login/login-keys.js';
import { bootstrapRoles } from '../db/bootstrap-roles.js';
import { migrate } from '../db/migrate.js';
import { setUpClinic, type Clinic } from './clinic/setup.js';
import { setUpPeople, type DemoPeople } from './demo-people.js';
import { postgres, temporal } from './engines.js';
import { DATABASE, AUDIENCE, roleUrl, type Installation } from './installation.js';
import { at, issuerUrlOf, ownParts } from './own-parts.js';
import { supervise, type Say, type Supervised } from './supervise.js';

export type RunningInstallation = { urls: Record<string, string>; adminUrl: string; clinic: Clinic; people: DemoPeople; parts: Supervised[]; stop(): Promise<void> };

/**
 * Starts everything in order, each part as soon as what it needs answers. What has been started is stopped again when a later part fails.
 */
export async function startInstallation(installation: Installation, { clocks, say, line }: { clocks: string; say: Say; line: (text: string) => void }): Promise<RunningInstallation> {
  const { secrets, ports, folder } = installation;
  const parts: Supervised[] = [];
  const stop = () => stopInOrder(parts);
  try {
    const [database, engine] = await Promise.all([postgres(installation, line), temporal(installation, line)]);
    const upFirst = [database.part, engine.part].flatMap((part) => part ?? []);
    parts.push(...(await Promise.all(upFirst.map((part) => supervise(part, say)))));

    const startedAt = performance.now();
    await bootstrapRoles({ adminUrl: database.adminUrl, database: DATABASE, passwords: secrets.roles });
    await migrate(roleUrl(database.adminUrl, secrets, 'migrator'));
    const { products } = loadPolicies('clocks');
    const clinic = await setUpClinic({ migratorUrl: roleUrl(database.adminUrl, secrets, 'migrator'), apiUrl: roleUrl(database.adminUrl, secrets, 'api'), folder, products });
    await ensureLoginKeysFile(installation.file('sign-in-keys.json'));
    const people = await setUpPeople({
      migratorUrl: roleUrl(database.adminUrl, secrets, 'migrator'), folder, clinic, issuerUrl: issuerUrlOf(installation), adminUrl: at(ports.admin), keysFile: installation.file('sign-in-keys.json'),
    });
    say('schema', 'ready', performance.now() - startedAt);

    const own = await ownParts(installation, { adminUrl: database.adminUrl, engine, clocks });
    parts.push(...(await Promise.all([own.simulators, own.login, own.worker, own.api].map((part) => supervise(part, say)))));
    const urls = {
      api: at(ports.api),
      docs: `${at(ports.api)}/docs`,
      login: at(ports.login),
      audience: AUDIENCE,
      registryGuangdong: at(ports.registryGuangdong),
      sms: at(ports.sms),
      identityAuthorities: at(ports.identityAuthorities),
      ...(engine.uiUrl ? { temporal: engine.uiUrl } : {}),
    };
    return { urls, adminUrl: database.adminUrl, clinic, people, parts, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** First who takes requests, then who works on them, then what they stand on. */
const ORDER: string[][] = [['api'], ['worker', 'login', 'simulators'], ['temporal', 'postgres']];

async function stopInOrder(parts: readonly Supervised[]): Promise<void> {
  for (const names of ORDER) await Promise.all(parts.filter(({ name }) => names.includes(name)).map((part) => part.stop()));
}
