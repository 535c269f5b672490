import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyFileError, readPrivateKeySet, readSiteKeys } from './key-files.js';

describe('a key file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'miaocheng-keys-'));
  const file = join(folder, 'keys.json');
  const fill = (content: string) => writeFileSync(file, content);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gives the keys of each site', () => {
    fill(JSON.stringify({ 'site-1': { keyId: 'k1', secret: 'sixteen characters' } }));
    expect(readSiteKeys('SITE_KEYS_FILE', file)).toEqual({ 'site-1': { keyId: 'k1', secret: 'sixteen characters' } });
  });

  it.each([
    ['is missing', undefined],
    ['is no JSON', '{"secret": hidden-secret'],
    ['lacks a private key', JSON.stringify({ keys: [{ kty: 'EC', crv: 'P-256', kid: 'hidden-secret', x: 'a', y: 'b' }] })],
    ['has no key', JSON.stringify({ keys: [] })],
  ])('that %s is refused by its variable, without its content', (_fact, content) => {
    rmSync(file, { force: true });
    if (content !== undefined) fill(content);
    const read = () => readPrivateKeySet('ISSUER_KEYS_FILE', file);
    expect(read).toThrow(KeyFileError);
    expect(read).toThrow(/ISSUER_KEYS_FILE/);
    expect(read).not.toThrow(/hidden-secret/);
  });
});
