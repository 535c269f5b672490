import { createGetFile } from './get-file.js';

const answering = (response: Response) => createGetFile(async () => response)('/v1/audit/export', { from: '2026-11-24' });

it('gives the file under the name that it came with', async () => {
  const asked: string[] = [];
  const getFile = createGetFile(async (input) => {
    asked.push(String(input));
    return new Response('a,b\r\n', { headers: { 'content-disposition': 'attachment; filename="audit-2026-11-24.csv"' } });
  });
  const { name, blob } = await getFile('/v1/audit/export', { from: '2026-11-24', format: 'csv' });
  expect([name, await blob.text(), asked]).toEqual(['audit-2026-11-24.csv', 'a,b\r\n', ['/v1/audit/export?from=2026-11-24&format=csv']]);
});

it('says why there is none', async () => {
  await expect(answering(Response.json({ code: 'export-too-large', params: { limit: 5 } }, { status: 422 }))).rejects.toMatchObject({ kind: 'refused', problem: { code: 'export-too-large' } });
  await expect(createGetFile(() => Promise.reject(new TypeError('fetch failed')))('/x', {})).rejects.toMatchObject({ kind: 'unreachable' });
});

it('takes half a file for none', async () => {
  let sent = false;
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent) return controller.error(new TypeError('network error'));
      sent = true;
      controller.enqueue(new TextEncoder().encode('a,b'));
    },
  });
  await expect(answering(new Response(broken))).rejects.toMatchObject({ kind: 'unreachable' });
});
