import type { ErrorRequestHandler } from 'express';
import { describeProblem } from '../contracts/describe-problem.js';
import { HttpProblem } from './http-problem.js';

/** Whoever signs in looks at a page: there a problem is a sentence in both languages and a way to begin again. Everybody else gets the problem as it is. */
export const signInProblemPage: ErrorRequestHandler = (error: unknown, request, response, next) => {
  if (!(error instanceof HttpProblem) || request.method !== 'GET' || !(request.get('Accept') ?? '').includes('text/html')) return next(error);
  const { status, code, params, headers } = error;
  const say = (language: 'zh' | 'en') => describeProblem({ code, params }, language);
  response.status(status).set(headers).set('Content-Security-Policy', "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'").type('html');
  response.send(`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>苗程 · Miaocheng</title></head><body><main>
<h1>${say('zh')}</h1><p lang="en">${say('en')}</p><p><a href="/auth/login">重新登录 <span lang="en">Sign in again</span></a></p></main></body></html>`);
};
