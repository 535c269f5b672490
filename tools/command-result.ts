import { machine } from './machine.mjs';

/** What a command found; numbers by name, and whatever else its readers need. */
export type CommandResult = { name: string; ok: boolean; figures: Record<string, number> } & Record<string, unknown>;

/** With `--json` the last line of standard output is this one object; everything else goes to standard error. */
export function printJsonResult({ name, ok, figures, ...more }: CommandResult): void {
  process.stdout.write(`${JSON.stringify({ name, ok, figures, ...more, machine: machine() })}\n`);
}
