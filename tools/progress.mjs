import { clearInterval, setInterval } from 'node:timers';

const REDRAW_MS = 100;
const PLAIN_MS = 10_000; // without a terminal a line now and then is enough to see that it lives

/**
 * Shows a long step on standard error: one line that is redrawn on a terminal, else plain lines now and then, no colour.
 * `text` is a string or a function that gives the present one.
 */
export function startProgress(text, stream = process.stderr) {
  const startedAt = performance.now();
  const tty = stream.isTTY === true;
  const now = () => `${typeof text === 'function' ? text() : text} ${formatSeconds(performance.now() - startedAt)}`;
  const show = () => stream.write(tty ? `\r\x1b[2K${now().slice(0, (stream.columns ?? 80) - 1)}` : `${now()}\n`);
  show();
  const timer = setInterval(show, tty ? REDRAW_MS : PLAIN_MS);
  timer.unref();
  return (ending) => {
    clearInterval(timer);
    stream.write(`${tty ? '\r\x1b[2K' : ''}${ending} (${formatSeconds(performance.now() - startedAt)})\n`);
  };
}

/** `0.8 s`, `42 s`, `3 min 10 s`. */
export function formatSeconds(ms) {
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
