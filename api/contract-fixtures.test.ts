import { getHealth } from '../contracts/service.js';
import { checkAnswer } from './contract-fixtures.js';

const problem = { type: 'urn:miaocheng:problem:not-found', title: 'not found', status: 404, code: 'not-found', params: {}, requestId: 'r' };
const site = { id: '0192d3a0-0000-7000-8000-000000000001', name: '示例', nameEn: null, areaCode: '440106', address: null, registry: 'guangdong' };
const good = { method: 'GET', path: `/v1/sites/${site.id}`, status: 200, contentType: 'application/json; charset=utf-8', body: site as object };
const lost = { ...good, status: 404, contentType: 'application/problem+json', body: problem as object };

describe('the check of every answer against the document', () => {
  it('takes an answer and a problem as they are described', () => {
    for (const answered of [good, lost, { ...good, path: getHealth.path, body: { status: 'ok' } }]) expect(() => checkAnswer(answered)).not.toThrow();
  });

  it.each([
    { fact: 'a field too many', answered: { ...good, body: { ...site, residents: 3 } } },
    { fact: 'a field missing', answered: { ...good, body: { id: site.id } } },
    { fact: 'a value of another form', answered: { ...good, body: { ...site, id: '7' } } },
    { fact: 'a status that is not described', answered: { ...good, status: 202 } },
    { fact: 'another type of content', answered: { ...good, contentType: 'text/html' } },
    { fact: 'a problem as plain JSON', answered: { ...lost, contentType: 'application/json' } },
    { fact: 'a problem that says another status', answered: { ...lost, body: { ...problem, status: 403 } } },
    { fact: 'a problem of no known code', answered: { ...lost, body: { ...problem, code: 'oops' } } },
    { fact: 'a problem with a stack', answered: { ...lost, body: { ...problem, stack: 'at x' } } },
    { fact: 'anything but 404 and 405 outside the document', answered: { ...lost, path: '/v1/nothing', status: 400 } },
  ])('throws at $fact', ({ answered }) => {
    expect(() => checkAnswer(answered)).toThrow();
  });
});
