import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/** Variables as texts, before any check. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of this process over the file `.env` of the current folder, when there is one. */
export function readEnv(file = '.env'): Environment {
  return existsSync(file) ? { ...parseEnv(readFileSync(file, 'utf8')), ...process.env } : { ...process.env };
}
