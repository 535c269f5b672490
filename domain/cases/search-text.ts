/** So many digits are a number of a document or a telephone, of which no list of cases is asked. */
const DIGITS_OF_A_PERSON = 8;

/** The beginning of an id, hyphens in their places. Eight characters at least: of these few ids share a beginning, whatever the size of the table. */
export const CASE_NUMBER = /^(?=.{0,7}[a-f])0[0-9a-f]{7}(-([0-9a-f]{0,4}|[0-9a-f]{4}-([0-9a-f]{0,4}|[0-9a-f]{4}-([0-9a-f]{0,4}|[0-9a-f]{4}-[0-9a-f]{0,12}))))?$/;

/** The number of a case, whole or its beginning, as it was typed; null for anything else. Ids of 2026 to 2039 have a letter among their first eight characters, which no number of a person has there. */
export function caseNumberOf(text: string): string | null {
  const number = text.trim().toLowerCase();
  return CASE_NUMBER.test(number) ? number : null;
}

/** Whether a text may be a number of a person, with whatever between its digits, and in full width too. */
export function mayNamePerson(text: string): boolean {
  const digits = text.normalize('NFKC').match(/\d/g) ?? [];
  return digits.length >= DIGITS_OF_A_PERSON && caseNumberOf(text) === null;
}
