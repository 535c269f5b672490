/** GS, which separates the parts of a GS1 code: scanners that act as keyboards send it as Ctrl+]. */
export const GROUP_SEPARATOR = '\u001d';
/** People type slower; a scanner sends a character every few milliseconds. */
const MOST_MS_BETWEEN = 60;
/** Shorter than any code. */
const FEWEST = 6;

export type Key = { key: string; ctrlKey: boolean; altKey: boolean; metaKey: boolean; timeStamp: number };

/** The character that a key stands for in a scanned text, or null. */
export function characterOf({ key, ctrlKey, altKey, metaKey }: Key): string | null {
  if (ctrlKey && key === ']') return GROUP_SEPARATOR;
  return key.length === 1 && !ctrlKey && !altKey && !metaKey ? key : null;
}

/**
 * Tells a scanner that acts as a keyboard from people: characters that follow each other fast, ended by Enter. `take` answers whether the key
 * belongs to a scan and shall do nothing else, so that no scan presses the button that has the focus.
 */
export function createWedge(onScan: (text: string) => void): { take: (key: Key) => boolean } {
  let text = '';
  let lastAt = Number.NEGATIVE_INFINITY;
  return {
    take(key) {
      const fast = key.timeStamp - lastAt <= MOST_MS_BETWEEN;
      if (key.key === 'Enter') {
        const scanned = fast && text.length >= FEWEST ? text : null;
        text = '';
        if (scanned) onScan(scanned);
        return scanned !== null;
      }
      const character = characterOf(key);
      if (character === null) return false; // Shift and the like
      const goesOn = fast && text !== '';
      text = goesOn ? text + character : character;
      lastAt = key.timeStamp;
      return goesOn || character === GROUP_SEPARATOR;
    },
  };
}
