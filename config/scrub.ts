const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/; // its digits may look like a number, and logs are read by it
const ID_NUMBER = /(?<!\d)\d{17}[\dXx](?![\dA-Za-z])/;
const OLD_ID_NUMBER = /(?<!\d)[1-8]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)/;
const MOBILE = /(?<!\d)(?:86)?1[3-9]\d{9}(?!\d)/;
const CODE_TEXT = /eyJ[\w-]{8,}(?:\.[\w-]*){0,4}/; // compact JWS and JWE begin with the base64 of `{"`

const PERSONAL = new RegExp([UUID, ID_NUMBER, OLD_ID_NUMBER, MOBILE, CODE_TEXT].map(({ source }) => `(${source})`).join('|'), 'gi');
const MARKS = [undefined, '[id number]', '[id number]', '[mobile]', '[code text]'];

/**
 * The last wall before a log line is written: takes out ID numbers (18 and 15 digits), mobile numbers and code texts
 * wherever they stand. It knows no names; the allowlist of fields keeps those out.
 */
export function scrub(line: string): string {
  return line.replace(PERSONAL, (match: string, ...groups: (string | undefined)[]) => {
    const kind = groups.findIndex((group) => group !== undefined);
    return MARKS[kind] ?? match;
  });
}
