/** The value of an option that counts something. Throws `Error` that names the option and what it may be. */
export function wholeNumber(option: string, text: string, least = 1): number {
  const value = Number(text);
  if (text === '' || !Number.isSafeInteger(value) || value < least) throw new Error(`--${option} must be a whole number from ${least} on`);
  return value;
}
