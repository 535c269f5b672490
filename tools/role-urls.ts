/**
 * The one database that the URLs of all roles name, and each role's password.
 * @throws {Error} when a URL names another user or another database, or has no password; it repeats neither
 */
export function databaseAndPasswords<Role extends string>(urls: Record<Role, string>): { database: string; passwords: Record<Role, string> } {
  const roles = Object.entries<string>(urls).map(([role, url]) => ({ role, ...partsOf(url) }));
  for (const { role, user, password } of roles) {
    if (user !== role) throw new Error(`The database URL of the role ${role} must have ${role} as its user.`);
    if (password === '') throw new Error(`The database URL of the role ${role} has no password.`);
  }
  const [first, ...others] = new Set(roles.map(({ database }) => database));
  if (first === undefined || others.length > 0) throw new Error('The database URLs of the roles must all name the same database.');
  return { database: first, passwords: Object.fromEntries(roles.map(({ role, password }) => [role, password])) as Record<Role, string> }; // one for each role of `urls`
}

function partsOf(text: string): { user: string; password: string; database: string } {
  const url = new URL(text);
  return { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password), database: decodeURIComponent(url.pathname.slice(1)) };
}
