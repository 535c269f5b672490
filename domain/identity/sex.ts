/** GB/T 2261.1 in words: its codes 0, 1, 2 and 9 stay in the dialects that use them. */
export const SEXES = ['male', 'female', 'unknown', 'unstated'] as const;
export type Sex = (typeof SEXES)[number];
