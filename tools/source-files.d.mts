/** All files below the given folders and files, as sorted paths from the root; what is absent is left out. */
export function listFiles(root: string, paths: string[], isWanted?: (file: string) => boolean): string[];
/** One hash over names and contents. */
export function hashFiles(root: string, files: string[]): string;
