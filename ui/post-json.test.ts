import { createPostJson } from './post-json.js';

type Sent = { path: string; key: string | null; body: unknown };

/** Answers one after the other; null is an answer that was lost. */
function answering(...answers: (Response | null)[]) {
  const sent: Sent[] = [];
  let keys = 0;
  const post = createPostJson(
    async (input, init) => {
      sent.push({ path: String(input), key: new Headers(init?.headers).get('idempotency-key'), body: JSON.parse(String(init?.body)) as unknown });
      const answer = answers.shift();
      if (!answer) throw new TypeError('fetch failed');
      return answer;
    },
    () => `k-${(keys += 1)}`,
  );
  return { post, sent };
}

const moved = () => Response.json({ code: 'case-moved', params: { version: 4 } }, { status: 409 });
const claim = { staffId: 'S-12' };

it('sends a command as JSON and gives what was answered', async () => {
  const { post, sent } = answering(Response.json({ version: 2 }));
  expect(await post('/v1/cases/c/claim', claim)).toEqual({ version: 2 });
  expect(sent).toEqual([{ path: '/v1/cases/c/claim', key: 'k-1', body: claim }]);
});

it.each([
  { fact: 'keeps the key while the answer is lost', answers: [null, new Response('', { status: 502 }), Response.json({})], keys: ['k-1', 'k-1', 'k-1'] },
  { fact: 'has another key once it was answered', answers: [Response.json({}), Response.json({})], keys: ['k-1', 'k-2'] },
  { fact: 'has another key once it was refused', answers: [moved(), Response.json({})], keys: ['k-1', 'k-2'] },
])('$fact', async ({ answers, keys }) => {
  const { post, sent } = answering(...answers);
  while (sent.length < keys.length) await post('/v1/cases/c/claim', claim).catch(() => undefined); // answers are lost on purpose
  expect(sent.map(({ key }) => key)).toEqual(keys);
});

it('has another key for another body, also while the first is not answered', async () => {
  const { post, sent } = answering(null, Response.json({}));
  await post('/v1/cases/c/resolve', { action: 'retry' }).catch(() => undefined);
  await post('/v1/cases/c/resolve', { action: 'acknowledge' });
  expect(sent.map(({ key }) => key)).toEqual(['k-1', 'k-2']);
});

it('says why it was refused', async () => {
  await expect(answering(moved()).post('/v1/cases/c/resolve', {})).rejects.toMatchObject({ kind: 'refused', status: 409, problem: { code: 'case-moved' } });
});
