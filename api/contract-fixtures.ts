import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { default as addFormats } from 'ajv-formats';
import { createOpenApiDocument } from '../contracts/openapi.js';

/** Test material: what an answer has to look like by the OpenAPI document. Throws when it does not. */
export type ContractCheck = (answered: Answered) => void;
export type Answered = { method: string; path: string; status: number; contentType: string; body: unknown };

type Media = Record<string, { schema?: object }>;
type Described = { responses: Record<string, { content?: Media }> };

const document = createOpenApiDocument('http://127.0.0.1:0');
const components = document.components ?? {};
const PROBLEM = 'application/problem+json';
/** Said of addresses and methods that the document does not have. */
const OUTSIDE: readonly number[] = [404, 405];

const ajv = new Ajv2020({ strict: false, allErrors: true });
(addFormats as unknown as (target: Ajv2020) => void)(ajv);
const isProblem = ajv.compile({ $ref: '#/components/schemas/Problem', components });
const compiled = new Map<object, ValidateFunction>();

/** A literal address before a template of the same length: `/v1/residents/look-up` is no id of a resident. */
const templates = Object.keys(document.paths ?? {})
  .map((template) => ({ template, pattern: new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`) }))
  .sort((a, b) => Number(a.template.includes('{')) - Number(b.template.includes('{')));

export function checkAnswer({ method, path, status, contentType, body }: Answered): void {
  const template = templateOf(path);
  const said = `${method} ${template ?? path.split('?')[0]} answered ${status} ${contentType}`;
  const described = template && ((document.paths?.[template] as Record<string, Described> | undefined)?.[method.toLowerCase()]);
  if (!described) return checkOutside(said, { status, contentType, body });
  const content = described.responses[String(status)]?.content;
  if (!content) throw new Error(`${said}, which the document does not know`);
  const [media = ''] = contentType.split(';');
  const schema = content[media]?.schema;
  if (!schema) throw new Error(`${said}, where the document has ${Object.keys(content).join(', ')}`);
  const validate = compiled.get(schema) ?? ajv.compile({ ...schema, components });
  compiled.set(schema, validate);
  if (!validate(body)) throw new Error(`${said}: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(body)}`);
  if (media === PROBLEM && (body as { status: number }).status !== status) throw new Error(`${said} and says ${(body as { status: number }).status}`);
}

function checkOutside(said: string, { status, contentType, body }: Pick<Answered, 'status' | 'contentType' | 'body'>): void {
  if (!OUTSIDE.includes(status) || !contentType.startsWith(PROBLEM) || !isProblem(body)) throw new Error(`${said} outside the document: ${JSON.stringify(body)}`);
}

function templateOf(path: string): string | undefined {
  const [address = ''] = path.split('?');
  return templates.find(({ pattern }) => pattern.test(address))?.template;
}
