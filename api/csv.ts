const LINE_END = '\r\n'; // RFC 4180

export function toLine(cells: readonly string[]): string {
  return cells.map(cellOf).join(',') + LINE_END;
}

/** Spreadsheets run what begins like a formula, also behind blanks and line breaks: an apostrophe makes it text. */
export function cellOf(text: string): string {
  const harmless = /^\s*[=+\-@]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) || harmless !== text ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
