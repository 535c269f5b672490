/** By this a whole record is told from the row of a list, which react-admin would otherwise show for it first. */
export const WHOLE = { whole: true };
