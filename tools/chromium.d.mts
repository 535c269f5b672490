export declare const HOW_TO_GET_CHROMIUM: string;
export declare function findChromium(env?: NodeJS.ProcessEnv): string | undefined;
export declare function obtainChromium(env?: NodeJS.ProcessEnv): string;
