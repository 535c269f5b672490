/** Roles that log in. None is a superuser, none bypasses row-level security. */
export const LOGIN_ROLES = ['migrator', 'api', 'worker', 'relay', 'sealer', 'auditor', 'login'] as const;
export type LoginRole = (typeof LOGIN_ROLES)[number];

/** Owns the functions that look across sites and give verdicts; nobody logs in as it. */
export const GUARD_ROLE = 'guard';
