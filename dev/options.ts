/** An option that must be a whole number from 1 on. Throws with its name. */
export function wholeNumber<Name extends string>(values: Record<Name, unknown>, name: Name): number {
  const value = Number(values[name]);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} must be a whole number from 1 on`);
  return value;
}
