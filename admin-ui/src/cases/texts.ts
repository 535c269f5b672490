/** The longest comment or reason that the contract takes. */
export const LONGEST_TEXT = 1000;
