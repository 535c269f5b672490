import { createTokenSource } from '../client-credentials.js';
import type { ClinicClient } from './setup.js';

const sources = new Map<string, () => Promise<string>>();

/** One token source for a client and login provider: a token is shared by all that act as that client. */
export function tokenSourceOf({ clientId, privateJwk, scopes }: ClinicClient, { issuerUrl, audience }: { issuerUrl: string; audience: string }): () => Promise<string> {
  const key = `${issuerUrl} ${clientId}`;
  const source = sources.get(key) ?? createTokenSource({ issuerUrl, clientId, privateJwk, audience, scopes });
  sources.set(key, source);
  return source;
}
