import { readFileSync } from 'node:fs';
import { z } from 'zod';

const privateKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  kid: z.string().min(1),
  x: z.string(),
  y: z.string(),
  d: z.string(),
  alg: z.literal('ES256').optional(),
  use: z.literal('sig').optional(),
});
const keySet = z.object({ keys: z.array(privateKey).min(1) });
const siteKeys = z.record(z.string(), z.strictObject({ keyId: z.string().min(1), secret: z.string().min(16) }));

/** Private ES256 keys as a JWK set; the first one signs, the others are still published. */
export type PrivateKeySet = z.infer<typeof keySet>;

/** By site id: the key that signs this site's requests to its registry. */
export type SiteKeys = z.infer<typeof siteKeys>;

/** A key file that is missing or malformed; the message names the variable, the file and the field, never a value. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
}

/** For ISSUER_KEYS_FILE and LOGIN_KEYS_FILE. */
export function readPrivateKeySet(variable: string, file: string): PrivateKeySet {
  return readKeyFile(variable, file, keySet);
}

/** For SITE_KEYS_FILE. */
export function readSiteKeys(variable: string, file: string): SiteKeys {
  return readKeyFile(variable, file, siteKeys);
}

function readKeyFile<Schema extends z.ZodType>(variable: string, file: string, schema: Schema): z.infer<Schema> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // The cause is left out: a JSON parser quotes the text it stumbles over.
    throw new KeyFileError(`${variable} names ${file}, which cannot be read as JSON`);
  }
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => issue.path.join('.') || 'the file').join(', ');
  throw new KeyFileError(`${variable} names ${file}, in which these are missing or malformed: ${fields}`);
}
