import { CLIENT_KINDS } from '../domain/access/clients.js';

/** What an access token may open; one list for the login provider, the API and its document. */
export const SCOPES = [
  'journeys:read', 'journeys:book', 'journeys:desk', 'residents:write', 'residents:read', 'sessions:write', 'health-codes:issue',
  'health-codes:suspend', 'observation:release-early', 'cases:read', 'cases:work', 'lots:hold', 'systems:read', 'systems:pause', 'metrics:read',
] as const;
export type Scope = (typeof SCOPES)[number];

/**
 * A site client is bound to its sites, a channel acts for the resident of its assertion, an operator reads all of its area. A person signed in
 * in a browser has no scopes: what they may do says the table of permissions (`domain/access/permissions.ts`).
 */
export const PRINCIPAL_KINDS = [...CLIENT_KINDS, 'person'] as const;
export type PrincipalKind = (typeof PRINCIPAL_KINDS)[number];
