import { makeSecrets } from './make-secrets.js';

// `node dist/deploy/prepare.js [FOLDER]`: the secrets of a new installation, beside docker-compose.yml.
try {
  const written = await makeSecrets(process.argv[2] ?? '.');
  for (const file of written) console.error(`written: ${file}`);
  console.error(written.length === 0 ? 'Everything is there already; nothing was changed.' : 'Fill in what is empty in .env, then: docker compose up --build --detach');
} catch (error) {
  process.exitCode = 1;
  console.error(error instanceof Error ? error.message : error);
}
