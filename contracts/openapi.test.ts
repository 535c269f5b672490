import { Ajv2020 } from 'ajv/dist/2020.js';
import { default as addFormats } from 'ajv-formats';
import { createOpenApiDocument } from './openapi.js';
import { isWrite } from './operation.js';
import { OPERATIONS } from './operations.js';
import { SCOPES } from './scopes.js';

const document = createOpenApiDocument('http://127.0.0.1:8080');

describe('the contract', () => {
  it.each(OPERATIONS.map((operation) => [operation.id, operation] as const))('%s has examples that its own schemas accept', (_, operation) => {
    const { params, query, bodies, answer } = operation.examples;
    if (operation.params) operation.params.parse(params);
    if (operation.query) operation.query.parse(query ?? {});
    for (const body of Object.values(bodies ?? {})) operation.body?.parse(body);
    expect(Object.keys(bodies ?? {}).length > 0).toBe(operation.body !== undefined);
    operation.answer.parse(answer);
  });

  it.each(OPERATIONS.filter((operation) => operation.body).map((operation) => [operation.id, operation] as const))('%s refuses an unknown field', (_, operation) => {
    const [body] = Object.values(operation.examples.bodies ?? {});
    expect(operation.body?.safeParse({ ...(body as object), status: 'closed' }).success).toBe(false);
  });

  it('gives each operation a name and an address of its own', () => {
    expect(new Set(OPERATIONS.map((operation) => operation.id)).size).toBe(OPERATIONS.length);
    expect(new Set(OPERATIONS.map((operation) => `${operation.method} ${operation.path}`)).size).toBe(OPERATIONS.length);
  });

  it('never takes a scope that clients cannot be given', () => {
    for (const { scope } of OPERATIONS) for (const name of [scope ?? []].flat()) expect(SCOPES).toContain(name);
  });

  it('asks every write for its Idempotency-Key', () => {
    for (const operation of OPERATIONS.filter(isWrite)) {
      const described = document.paths?.[operation.path]?.post?.parameters as { name: string; required?: boolean }[] | undefined;
      expect(described?.find((parameter) => parameter.name === 'Idempotency-Key')?.required).toBe(true);
    }
  });
});

describe('the OpenAPI document', () => {
  it('compiles as JSON Schema 2020-12, component by component', () => {
    const ajv = new Ajv2020({ strict: false });
    (addFormats as unknown as (target: Ajv2020) => void)(ajv);
    ajv.addSchema({ $id: 'document', components: document.components });
    for (const name of Object.keys(document.components?.schemas ?? {})) {
      expect(typeof ajv.compile({ $ref: `document#/components/schemas/${name}` })).toBe('function');
    }
  });

  it('describes problems for every operation', () => {
    for (const operation of OPERATIONS) expect(document.paths?.[operation.path]?.[operation.method]?.responses?.['500']).toBeDefined();
  });
});
