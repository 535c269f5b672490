import { ApiError } from '../../ui/api-error.js';
import { createAuthProvider, NOBODY } from './auth-provider.js';

const me = { id: 'p', name: '示例区级监管员', roles: ['district-supervisor'], areaCode: '440106', siteIds: [], may: ['listJourneys'], device: null, endsAt: '2026-11-27T08:00:00.000Z' };
let gone: string[];
let sent: [string, RequestInit | undefined][];
let answer: (path: string) => Promise<unknown>;
let times: number;

const open = () =>
  createAuthProvider({
    getJson: (path) => {
      times += 1;
      return answer(path);
    },
    fetchIt: async (input, init) => {
      sent.push([String(input), init]);
      return Response.json({ next: 'https://login.example/end' });
    },
    here: () => '/journeys/x/show?a=1#b',
    goTo: (address) => gone.push(address),
  });
const stays = (promise: Promise<unknown>) => Promise.race([promise.then(() => 'goes on'), new Promise((resolve) => setTimeout(resolve, 20, 'waits'))]);

beforeEach(() => {
  [gone, sent, times, answer] = [[], [], 0, async () => me];
});

it('says who is there and what they may do, and asks for it once', async () => {
  const auth = open();
  await auth.checkAuth({});
  expect(await auth.getIdentity?.()).toEqual({ id: 'p', fullName: '示例区级监管员', roles: ['district-supervisor'], siteIds: [], may: ['listJourneys'], device: null });
  expect(await auth.getPermissions?.({})).toEqual(['listJourneys']);
  expect([times, gone]).toEqual([1, []]);
});

it('goes to sign in, and back to this very page, when nobody is there', async () => {
  answer = () => Promise.reject(new ApiError('refused', { status: 401 }));
  expect(await stays(open().checkAuth({}))).toBe('waits');
  expect(gone).toEqual(['/auth/login?to=%2Fjourneys%2Fx%2Fshow%3Fa%3D1%23b']);
});

it('goes to the page of the shared desk where the browser is one', async () => {
  answer = (path) => (path === '/auth/desk' ? Promise.resolve({ device: { name: '接种台 1' } }) : Promise.reject(new ApiError('refused', { status: 401 })));
  expect(await stays(open().checkAuth({}))).toBe('waits');
  expect(gone).toEqual(['/desk']);
});

it('does the same when a session ends while the page is open, and for nothing else', async () => {
  const auth = open();
  await auth.checkAuth({});
  for (const status of [403, 404, 503]) expect(await stays(auth.checkError(new ApiError('refused', { status })))).toBe('goes on');
  expect(await stays(auth.checkError(new TypeError('fetch failed')))).toBe('goes on');
  expect(gone).toEqual([]);
  expect(await stays(auth.checkError(new ApiError('refused', { status: 401 })))).toBe('waits');
  expect(gone).toHaveLength(1);
});

it('lets the page say that the service is away, and asks again', async () => {
  answer = () => Promise.reject(new ApiError('unreachable', { status: 503 }));
  const auth = open();
  expect(await stays(auth.checkAuth({}))).toBe('goes on');
  expect(await auth.getIdentity?.()).toEqual(NOBODY);
  answer = async () => me;
  expect(await auth.getIdentity?.()).toMatchObject({ id: 'p' });
  expect(gone).toEqual([]);
});

it('signs out here, and goes where the session ends at the provider', async () => {
  expect(await stays(open().logout({}))).toBe('waits');
  expect(sent).toEqual([['/auth/logout', { method: 'POST', headers: { accept: 'application/json', 'Miaocheng-Request': '1' } }]]);
  expect(gone).toEqual(['https://login.example/end']);
});

it('signs out whoever has left the page alone, and is ready for the next to sign in', async () => {
  expect(await stays(open().logout({ idle: true }))).toBe('waits');
  expect(sent).toHaveLength(1);
  expect(gone).toEqual(['/auth/login?to=%2Fjourneys%2Fx%2Fshow%3Fa%3D1%23b']);
});
