/** What an access token may open; one list for the login provider, the API and its document. */
export const SCOPES = [
  'journeys:read', 'journeys:book', 'journeys:desk', 'residents:write', 'residents:read', 'sessions:write', 'health-codes:issue',
  'health-codes:suspend', 'observation:release-early', 'cases:read', 'cases:work', 'metrics:read',
] as const;
export type Scope = (typeof SCOPES)[number];

/** A site client is bound to its sites, a channel acts for the resident of its assertion, an operator reads all of its area. */
export const PRINCIPAL_KINDS = ['site-client', 'channel', 'operator'] as const;
export type PrincipalKind = (typeof PRINCIPAL_KINDS)[number];
