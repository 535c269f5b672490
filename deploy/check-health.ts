// `node dist/deploy/check-health.js URL`: for a health check in an image that has no curl.
try {
  const { ok } = await fetch(process.argv[2] ?? '', { signal: AbortSignal.timeout(2_500) });
  process.exitCode = ok ? 0 : 1;
} catch {
  process.exitCode = 1; // whatever the reason: it does not answer
}
