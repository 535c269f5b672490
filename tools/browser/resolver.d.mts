type Means = { env: NodeJS.ProcessEnv; say: (line: string) => void };

export type BrowserOptions = {
  env?: NodeJS.ProcessEnv;
  home?: string;
  platform?: NodeJS.Platform;
  say?: (line: string) => void;
  download?: (means: Means) => boolean;
  libraries?: (means: Means) => boolean;
  install?: (packages: string[], means: Means) => boolean;
};

export declare class NoBrowserError extends Error {}
export declare function resolveBrowser(options?: BrowserOptions): string;
