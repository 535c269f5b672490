export type Machine = { cores: number; memoryGiB: number; node: string; commit: string };
export function machine(): Machine;
