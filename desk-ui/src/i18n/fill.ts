/** Puts values into the places of a text, written `%{name}`. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/%\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
