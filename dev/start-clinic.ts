import { loadPolicies } from '../config/load-policies.js';
import { bootstrapRoles } from '../db/bootstrap-roles.js';
import { migrate } from '../db/migrate.js';
import { setUpClinic, type Clinic } from './clinic/setup.js';
import { postgres, temporal } from './engines.js';
import { DATABASE, AUDIENCE, roleUrl, type Installation } from './installation.js';
import { ownParts } from './own-parts.js';
import { supervise, type Say, type Supervised } from './supervise.js';

export type RunningInstallation = { urls: Record<string, string>; adminUrl: string; clinic: Clinic; parts: Supervised[]; stop(): Promise<void> };

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
    say('schema', 'ready', performance.now() - startedAt);

    const own = await ownParts(installation, { adminUrl: database.adminUrl, temporalAddress: engine.address, clocks });
    parts.push(...(await Promise.all([own.simulators, own.login, own.worker, own.api].map((part) => supervise(part, say)))));
    const at = (port: number) => `http://127.0.0.1:${port}`;
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
    return { urls, adminUrl: database.adminUrl, clinic, parts, stop };
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
