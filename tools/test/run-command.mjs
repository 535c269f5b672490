import { spawn } from 'node:child_process';

const LIMIT_MINUTES = 30; // far above the longest step: what passes it hangs

/**
 * Runs one command to its end and gives its exit code. All its output goes to our standard error, so that standard
 * output carries results only.
 */
export function runCommand([program, ...args], { cwd, env }) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', process.stderr, process.stderr] });
    const stop = () => child.kill('SIGTERM');
    const timer = setTimeout(() => {
      console.error(`stopped: it took longer than ${LIMIT_MINUTES} minutes`);
      stop();
    }, LIMIT_MINUTES * 60_000);
    const end = (code) => {
      clearTimeout(timer);
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve(code ?? 1);
    };
    process.once('SIGINT', stop).once('SIGTERM', stop);
    child.on('error', (error) => {
      console.error(`${program}: ${error.message}`);
      end(1);
    });
    child.on('close', end);
  });
}
