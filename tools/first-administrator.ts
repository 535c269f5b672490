import { parseArgs } from 'node:util';
import { toConfig } from '../config/config.js';
import { readEnv } from '../config/env.js';
import { readPrivateKeySet } from '../config/key-files.js';
import { newReadableSecret } from '../api/readable-secret.js';
import { registerFirstAdministrator } from '../db/first-administrator.js';
import { hashPassword } from '../db/password.js';
import { createSequelize } from '../db/sequelize.js';
import { printJsonResult } from './command-result.js';

// `npm run first-administrator -- NAME (--username USERNAME | --subject SUBJECT) [--json]`: who then registers everybody else on the pages. With a
// user name they have an account at our own login provider, whose first password is printed once, and the pages become its client.
const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { username: { type: 'string' }, subject: { type: 'string' }, json: { type: 'boolean', default: false } } });

try {
  const { databaseUrl, loginIssuerUrl, adminPublicUrl, signInClientId, signInKeysFile } = toConfig(readEnv(), 'firstAdministrator');
  const [name] = positionals;
  const { username, subject } = options;
  if (!name || (username === undefined) === (subject === undefined)) throw new Error('Give a name, and either --username or --subject.');
  if (username !== undefined && !/^[a-z0-9][a-z0-9._-]{2,63}$/.test(username)) throw new Error('A user name has 3 to 64 small letters, digits, dots, hyphens and underlines.');
  const sequelize = createSequelize({ url: databaseUrl, max: 1 });
  const password = newReadableSecret();
  try {
    const who = subject === undefined ? { subject: null, account: { username: username ?? '', passwordHash: await hashPassword(password) } } : { subject, account: null };
    const pages = subject === undefined && adminPublicUrl !== null && signInKeysFile !== null
      ? { clientId: signInClientId, pagesUrl: adminPublicUrl, keys: readPrivateKeySet('SIGN_IN_KEYS_FILE', signInKeysFile).keys.map(({ d: _private, ...publicJwk }) => publicJwk) }
      : null;
    const personId = await registerFirstAdministrator(sequelize, { name, issuer: loginIssuerUrl, ...who }, pages);
    if (personId === null) throw new Error('There is an administrator already: they register everybody else on the pages.');
  } finally {
    await sequelize.close();
  }
  console.error(subject === undefined ? `${name} signs in as ${username} with the password ${password}. It is shown this once.` : `${name} signs in at ${loginIssuerUrl} as ${subject}.`);
} catch (error) {
  process.exitCode = 1;
  console.error(error instanceof Error ? error.message : error);
}
if (options.json) printJsonResult({ name: 'first-administrator', ok: process.exitCode !== 1, figures: {} });
