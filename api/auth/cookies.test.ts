import { cookieNamesAt, forgetCookie, readCookie, writeCookie } from './cookies.js';

const reads = (cookie: string | undefined) => readCookie({ headers: { ...(cookie !== undefined && { cookie }) } }, 'a');

describe('a cookie', () => {
  it('is bound to the host over TLS, and has another name on loopback alone', () => {
    expect(cookieNamesAt('https://miaocheng.example')).toEqual({ session: '__Host-miaocheng', signIn: '__Host-miaocheng-sign-in', device: '__Host-miaocheng-device', secure: true });
    for (const url of ['http://127.0.0.1:8701', 'http://localhost', 'http://[::1]:1']) expect(cookieNamesAt(url)).toMatchObject({ session: 'miaocheng-loopback', secure: false });
  });

  it.each(['http://miaocheng.example', 'http://127.0.0.1.example.org', 'http://192.168.0.1', 'http://localhost.example.org'])('is not given at %s', (url) => {
    expect(() => cookieNamesAt(url)).toThrow(TypeError);
  });

  it('is read by its name alone, and not when there are two of it', () => {
    expect(reads('b=1; a=x.y-z_0; c=2')).toBe('x.y-z_0');
    for (const cookie of [undefined, '', 'aa=1', 'a', 'a=', 'a=1; a=2', 'a="1"', 'b=a=1']) expect(reads(cookie)).toBeNull();
  });

  it('keeps from scripts and from other sites', () => {
    expect(writeCookie('__Host-a', 'v', { secure: true })).toBe('__Host-a=v; Path=/; HttpOnly; SameSite=Lax; Secure');
    expect(forgetCookie('a', { secure: false })).toBe('a=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0');
  });
});
