import type { GotFile } from '../get-file.js';

/** Into the folder where the browser puts files. */
export function saveFile({ name, blob }: GotFile): void {
  const address = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // the browser may still be asking where to
}
