import { isIP } from 'node:net';

/** How one variable's text becomes a value. `rule` completes the sentence "X must be ...". */
export type VariableRule<Value> = { rule: string; parse: (text: string) => Value | undefined };

/** One key of a ring: `id` travels with what it protects, `bytes` never leave the process. */
export type SecretKey = { id: string; bytes: Buffer };

/** The first key writes; all of them read, so that a key can be replaced while old rows stand. */
export type KeyRing = [SecretKey, ...SecretKey[]];

export const text: VariableRule<string> = { rule: 'a text that is not empty', parse: (value) => value };

export const port: VariableRule<number> = {
  rule: 'a port from 1 to 65535',
  parse: (value) => (/^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535 ? Number(value) : undefined),
};

/** An address, since a name could mean several of this machine's networks. */
export const ipAddress: VariableRule<string> = { rule: 'an IPv4 or IPv6 address', parse: (value) => (isIP(value) === 0 ? undefined : value) };

export const httpUrl: VariableRule<string> = { rule: 'an http or https URL', parse: (value) => urlOf(value, ['http:', 'https:']) };

export const databaseUrl: VariableRule<string> = {
  rule: 'postgres://USER:PASSWORD@HOST:PORT/DATABASE',
  parse: (value) => {
    const url = urlOf(value, ['postgres:', 'postgresql:']);
    return url && new URL(url).pathname.length > 1 ? url : undefined;
  },
};

export const hostAndPort: VariableRule<string> = {
  rule: 'HOST:PORT',
  parse: (value) => {
    const [, number] = /^(?:[\w.-]+|\[[\da-fA-F:]+\]):(\d{1,5})$/.exec(value) ?? [];
    return number !== undefined && port.parse(number) !== undefined ? value : undefined;
  },
};

export const keyRing: VariableRule<KeyRing> = {
  rule: 'ID:KEY[,ID:KEY...], each id once and of at most 16 letters, digits, - or _, each key 32 bytes in base64; the first key writes',
  parse: (value) => {
    const [first, ...others] = value.split(',').map(keyOf);
    if (!first || others.includes(undefined)) return undefined;
    const ring: KeyRing = [first, ...others.filter((key) => key !== undefined)];
    return new Set(ring.map((key) => key.id)).size === ring.length ? ring : undefined;
  },
};

export const list: VariableRule<string[]> = {
  rule: 'names separated by commas',
  parse: (value) => {
    const names = value.split(',').map((name) => name.trim());
    return names.every((name) => /^[\w-]+$/.test(name)) ? names : undefined;
  },
};

/** The same rule for a variable whose absence means something of its own. */
export function orNone<Value>(rule: VariableRule<Value>): VariableRule<Value | null> {
  return rule;
}

export function oneOf<const Value extends string>(values: readonly Value[]): VariableRule<Value> {
  return { rule: `one of ${values.join(', ')}`, parse: (value) => values.find((known) => known === value) };
}

function urlOf(value: string, protocols: string[]): string | undefined {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol) ? value : undefined;
}

function keyOf(item: string): SecretKey | undefined {
  const [, id, encoded] = /^([\w-]{1,16}):([A-Za-z0-9+/]{43}=?)$/.exec(item.trim()) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  return id !== undefined && bytes.length === 32 ? { id, bytes } : undefined;
}
