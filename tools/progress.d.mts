/** Ends the step with a last line, to which the time taken is added. */
export type EndProgress = (ending: string) => void;
type ProgressStream = { write(text: string): unknown; isTTY?: boolean; columns?: number };

export function startProgress(text: string | (() => string), stream?: ProgressStream): EndProgress;
export function formatSeconds(ms: number): string;
