import { createHash } from 'node:crypto';

/**
 * What a repeat of a key is compared by: the address and the body as values, so that spaces and the order of members do not make
 * another request of the same one.
 */
export function bodyHashOf(path: string, body: unknown): string {
  return createHash('sha256').update(`${path}\n${canonical(body)}`).digest('hex');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}
