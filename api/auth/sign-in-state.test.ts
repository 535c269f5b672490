import { beginSignIn, ownPath, readSignIn } from './sign-in-state.js';

const at = 'http://127.0.0.1:8701';

describe('where a sign-in leads back to (A29)', () => {
  it.each(['/', '/journeys', '/journeys/0192d3a0-0000-7000-8000-000000000005/show?filter=%7B%7D#doses', '/authors'])('is a path of ours: %s', (path) => {
    expect(ownPath(path, at)).toBe(path);
  });

  it.each([
    'https://evil.example/', '//evil.example/', '/\\evil.example', '\\\\evil.example', '/\t/evil.example', '/\n/evil.example', 'javascript:alert(1)', 'journeys', '', ' /', '/a\\..\\b', 'http://127.0.0.1:8701@evil.example/',
    '/auth/logout', '/auth', '/x/../auth/login', '/v1/me', '/中文', `/${'a'.repeat(1_000)}`, undefined, ['/'], '/..//evil.example',
  ])('is nothing else: %j', (text) => {
    expect(ownPath(text, at)).toBeNull();
  });
});

describe('a sign-in that has begun', () => {
  it('is known again by its cookie', () => {
    const { cookie, begun } = beginSignIn('/journeys?x=1', true);
    expect(readSignIn(cookie)).toEqual(begun);
    expect(begun).toMatchObject({ returnTo: '/journeys?x=1', stepUp: true });
    expect(cookie).toMatch(/^[\w.-]+$/);
  });

  it('has a state, a nonce and a verifier of its own, none of which says the others', () => {
    const [one, other] = [beginSignIn('/', false).begun, beginSignIn('/', false).begun];
    const all = [one, other].flatMap(({ state, nonce, verifier }) => [state, nonce, verifier]);
    expect(new Set(all).size).toBe(6);
    for (const part of all) expect(part).toMatch(/^[\w-]{43}$/);
    expect(beginSignIn('/', false).cookie).not.toContain(one.state);
  });

  it.each([null, '', 'x', `${'a'.repeat(42)}.0.Lw`, `${'a'.repeat(43)}.2.Lw`, `${'a'.repeat(43)}.0.`])('is not made up: %j', (cookie) => {
    expect(readSignIn(cookie)).toBeNull();
  });
});
