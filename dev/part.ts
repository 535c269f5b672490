import { closeSync } from 'node:fs';
import { openLog, tailOf } from './log-file.js';
import { describeExit, startProgram, type Exit, type Program } from './program.js';
import type { StopStep } from './stop-process.js';

/** A part that answers; `exited` resolves when it ends, whoever ended it. */
export type RunningPart = { urls: Record<string, string>; exited: Promise<Exit>; stop(): Promise<void>; pid: number };

export type Part = { name: string; start: () => Promise<RunningPart> };

export type NodePartOptions = { name: string; file: string; heapMb: number; env: Record<string, string | undefined>; logFile: string; stop: StopStep[] };

const READY_WITHIN_MS = 60_000;

/** One of our own processes: started from `dist/`, ready when it says so on its channel; it ends by itself when the channel breaks. */
export function nodePart({ name, file, heapMb, env, logFile, stop }: NodePartOptions): Part {
  return {
    name,
    async start() {
      const log = openLog(logFile);
      const program = await startProgram({ file: process.execPath, args: [`--max-old-space-size=${heapMb}`, '--enable-source-maps', file], env, log, ipc: true });
      closeSync(log);
      const urls = await untilReady(program).catch(async (error: unknown) => {
        await program.stop([{ signal: 'SIGKILL', withinMs: 1_000 }]);
        throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}\n${tailOf(logFile)}`);
      });
      return asPart(program, stop, urls);
    },
  };
}

export function asPart(program: Program, steps: StopStep[], urls: Record<string, string>): RunningPart {
  return { urls, exited: program.exited, stop: () => program.stop(steps), pid: program.process.pid };
}

function untilReady({ child, exited }: Program): Promise<Record<string, string>> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`did not say that it is ready within ${READY_WITHIN_MS / 1000} s`)), READY_WITHIN_MS);
    const settle = () => clearTimeout(timer);
    child.on('message', (message: { ready?: boolean; urls?: Record<string, string> }) => {
      if (!message.ready) return;
      settle();
      resolve(message.urls ?? {});
    });
    void exited.then((exit) => {
      settle();
      reject(new Error(describeExit(exit)));
    });
  });
}
