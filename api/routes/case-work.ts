import type { IRouter, RequestHandler } from 'express';
import { answerCase, approveProposal, askDesk, claimCase, commentOnCase, declineProposal, proposeDecision, releaseCase, resolveCase, takeOverCase } from '../../contracts/case-work.js';
import type { Case } from '../../contracts/cases.js';
import { newId } from '../../db/new-id.js';
import type { DifferingFields } from '../../domain/archive/compare.js';
import { decideCase, type CaseCommand } from '../../domain/cases/decide-case.js';
import type { CaseAction } from '../../domain/cases/kinds.js';
import type { SupervisorCase } from '../../domain/cases/supervisor-case.js';
import type { NoteId } from '../../domain/ids.js';
import { answerOnce } from '../answer-once.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { actorOf } from '../reach.js';
import { serve, type Call, type KeyedCall } from '../serve.js';
import { refusalProblem, submitCommand } from '../submit.js';
import { findCase, showCase } from './cases.js';
import { oursMoved } from './undo-case.js';

/** Whatever is done to a case; each under a key, so that a request that comes twice is done once. */
export function caseWorkRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, claimCase, (call) => change(ctx, call, { type: 'claim', by: call.body.staffId }));
  serve(router, gate, releaseCase, (call) => change(ctx, call, { type: 'release', by: call.body.staffId }));
  serve(router, gate, takeOverCase, (call) => saying(ctx, call, call.body.reason, (noteId, by) => ({ type: 'takeOver', by, noteId })));
  serve(router, gate, commentOnCase, (call) => saying(ctx, call, call.body.text, (noteId, by) => ({ type: 'comment', by, noteId })));
  serve(router, gate, askDesk, (call) => saying(ctx, call, call.body.text, (noteId, by) => ({ type: 'ask', by, noteId })));
  serve(router, gate, answerCase, (call) => saying(ctx, call, call.body.text, (noteId, by) => ({ type: 'answer', by, noteId })));
  serve(router, gate, proposeDecision, async (call) => {
    const { caseVersion, action, reason, take = {} } = call.body;
    const differing = action === 'choose-fields' ? await differingFields(ctx, call) : {};
    return saying(ctx, call, reason, (noteId, by) => ({ type: 'propose', by, caseVersion, action, noteId, take, differing }));
  });
  serve(router, gate, declineProposal, (call) => {
    const { caseVersion, reason } = call.body;
    return saying(ctx, call, reason, (noteId, by) => ({ type: 'decline', by, caseVersion, noteId }));
  });

  serve(router, gate, approveProposal, async (call) => {
    const { found, scope } = await findCase(ctx, call.principal, call.params.id);
    if (!found.proposal) throw refusalProblem({ code: found.status === 'open' ? 'case-not-awaiting' : 'case-not-open' });
    const { action, noteId } = found.proposal; // the reason is that of the one who proposed
    return resolve(ctx, call, { found, scope, action, noteId, notes: [] });
  });
  serve(router, gate, resolveCase, async (call) => {
    const { found, scope } = await findCase(ctx, call.principal, call.params.id);
    const { action, reason } = call.body;
    const noteId = reason === undefined ? null : newId<'note'>();
    return resolve(ctx, call, { found, scope, action, noteId, notes: reason === undefined || noteId === null ? [] : [{ id: noteId, text: reason, purpose: 'case-decision' }] });
  });
}

/** On which both records of the case's journey do not say the same; if they move after this the case does too, and its version with it. */
async function differingFields(ctx: ApiContext, { principal, params }: Call<typeof proposeDecision>): Promise<DifferingFields> {
  const { found, scope } = await findCase(ctx, principal, params.id);
  return (await ctx.door.peek(scope, found.journeyId))?.state.lookUp?.fields ?? {};
}

type Decision = Awaited<ReturnType<typeof findCase>> & { found: SupervisorCase; action: CaseAction; noteId: NoteId | null } & Required<Pick<Parameters<typeof submitCommand>[2], 'notes'>>;

async function resolve(ctx: ApiContext, call: Call<typeof approveProposal | typeof resolveCase>, { found, scope, action, noteId, notes }: Decision) {
  const { staffId, caseVersion } = call.body;
  const { answer } = await submitCommand(ctx, call, {
    journeyId: found.journeyId,
    command: { type: 'resolveCase', data: { caseId: found.caseId, caseVersion, action, by: staffId, noteId, ...(action === 'undo-decision' && { oursMoved: await oursMoved(ctx, scope, found.journeyId) }) } },
    scope,
    staffId,
    notes,
    needs: ['cases:work'],
  });
  return answer;
}

type Work = Pick<Call<typeof claimCase>, keyof KeyedCall | 'params'> & { body: { staffId: string } };
type Comment = { noteId: NoteId; text: string };

/** What is said lies in a note, to which the log refers. */
function saying(ctx: ApiContext, call: Work, text: string, toCommand: (noteId: NoteId, by: string) => CaseCommand): Promise<Case> {
  const noteId = newId<'note'>();
  return change(ctx, call, toCommand(noteId, call.body.staffId), { noteId, text });
}

/** Decided on the locked case, once for a key. */
async function change(ctx: ApiContext, call: Work, command: CaseCommand, comment?: Comment): Promise<Case> {
  const { principal, params, body } = call;
  const { found, scope } = await findCase(ctx, principal, params.id);
  const { clocks } = (await ctx.policies.inForce()).policies;
  const at = ctx.now();
  const { answer } = await answerOnce(ctx, call, async (transaction, commandId) => {
    const by = { commandId, actor: actorOf(principal, body.staffId), at };
    const after = await ctx.cases.change(scope, found.caseId, by, (before) => {
      const decision = decideCase(before, command, clocks, at);
      if (!decision.ok) throw refusalProblem(decision.refusal);
      return { event: decision.event, after: decision.after, ...(comment && { comment }) };
    }, transaction);
    if (!after) throw problemOf('not-found');
    return showCase(after, at);
  });
  return answer;
}
