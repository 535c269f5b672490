import { PROBLEM_STATUS, type ProblemCode } from '../contracts/problem.js';
import { REFUSAL_STATUS, type RefusalCode } from '../domain/refusals.js';

type Code = ProblemCode | RefusalCode;

/** `status` is that of the code unless given; `params` hold no personal data. */
export type HttpProblemInit = { code: Code; status?: number; params?: Record<string, unknown>; headers?: Record<string, string> };

/** What a request ends with when it is not answered; thrown anywhere, turned into RFC 9457 by the error handler. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly status: number;
  readonly code: Code;
  readonly params: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor({ code, status = STATUS[code], params = {}, headers = {} }: HttpProblemInit) {
    super(code);
    this.status = status;
    this.code = code;
    this.params = params;
    this.headers = headers;
  }
}

const STATUS: Record<Code, number> = { ...REFUSAL_STATUS, ...PROBLEM_STATUS };
