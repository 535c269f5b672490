/** By this a whole journey is told from the row of a list, which react-admin would otherwise show for it first. */
export const WHOLE = { whole: true };
