import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { HEALTH_CODE_KINDS } from '../domain/health-code/claims.js';
import type { Instant } from '../domain/time.js';
import { generateKeyRecord, KeyRecord, toIssuerKey, type IssuerKey } from './key.js';

const KeyFile = z.strictObject({ keys: z.array(KeyRecord).min(1) });

/** The file holds no usable keys. Its message names what is wrong, never a key. */
export class IssuerKeysError extends Error {
  override name = 'IssuerKeysError';
}

/** Reads the private JWKS of the issuer. Throws `IssuerKeysError` when the file is missing, malformed or names a key twice. */
export async function loadIssuerKeys(path: string): Promise<IssuerKey[]> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new IssuerKeysError('issuer keys file cannot be read');
  });
  const parsed = KeyFile.safeParse(parseJson(text));
  if (!parsed.success) throw new IssuerKeysError(`issuer keys file is malformed at ${parsed.error.issues.map(({ path: at }) => at.join('.')).join(', ') || 'its root'}`);
  const { keys } = parsed.data;
  if (new Set(keys.map(({ kid }) => kid)).size !== keys.length) throw new IssuerKeysError('issuer keys file names a key twice');
  return Promise.all(keys.map(toIssuerKey)).catch(() => {
    throw new IssuerKeysError('issuer keys file has a key that is not on P-256');
  });
}

/** Replaces the file whole, so that a reader sees the old keys or the new ones. */
export async function saveKeyRecords(path: string, records: readonly KeyRecord[]): Promise<void> {
  const draft = await writeDraft(path, records);
  await rename(draft, path);
}

/** Writes one signing key per kind of code unless the file exists; two processes at once end with one file. True when it was written. */
export async function ensureIssuerKeysFile(path: string, now: Instant): Promise<boolean> {
  const draft = await writeDraft(path, await Promise.all(HEALTH_CODE_KINDS.map((kind) => generateKeyRecord(kind, now))));
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (isExistsError(error)) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function writeDraft(path: string, keys: readonly KeyRecord[]): Promise<string> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, `${JSON.stringify({ keys }, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return draft;
}

function isExistsError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
