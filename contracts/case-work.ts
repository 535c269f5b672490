import { z } from 'zod';
import { CASE_ACTIONS } from '../domain/cases/kinds.js';
import { Case, caseExample } from './cases.js';
import { EXAMPLE, freeText, id, staffId, version } from './fields.js';
import { answerExample, CommandAnswer, TakenFields } from './journey-commands.js';
import { defineOperation } from './operation.js';

const params = { id: EXAMPLE.case };
const workers = { scope: 'cases:work', kinds: ['site-client', 'operator'], params: z.strictObject({ id: id('case') }), tag: 'cases', method: 'post', status: 200, problems: [404, 409] } as const;
const reason = freeText.meta({ description: 'kept encrypted' });
const examplesOf = (name: string, body: object) => ({ params, bodies: { [name]: { staffId: 'S-12', ...body } }, answer: caseExample });

const Staffed = z.strictObject({ staffId }).meta({ id: 'CaseStaff' });
const Said = z.strictObject({ staffId, text: freeText }).meta({ id: 'CaseComment' });

export const claimCase = defineOperation({
  id: 'claimCase', path: '/v1/cases/{id}/claim', summary: 'Take a case in hand, or renew that; others are refused until it expires', ...workers,
  body: Staffed, answer: Case, examples: examplesOf('me', {}),
});

export const takeOverCase = defineOperation({
  id: 'takeOverCase', path: '/v1/cases/{id}/take-over', summary: 'Take a case out of the hand of somebody else, with a reason', ...workers,
  body: z.strictObject({ staffId, reason }).meta({ id: 'CaseTakeOver' }), answer: Case, examples: examplesOf('me', { reason: 'the other one has gone home' }),
});

export const releaseCase = defineOperation({
  id: 'releaseCase', path: '/v1/cases/{id}/release', summary: 'Give a case back', ...workers,
  body: Staffed, answer: Case, examples: examplesOf('me', {}),
});

export const commentOnCase = defineOperation({
  id: 'commentOnCase', path: '/v1/cases/{id}/comments', summary: 'Say something about a case; kept encrypted', ...workers,
  body: Said, answer: Case, examples: examplesOf('comment', { text: 'asked the site for the package' }),
});

export const askDesk = defineOperation({
  id: 'askDesk', path: '/v1/cases/{id}/question', summary: 'Send a case back to the desk with a question', ...workers,
  body: Said, answer: Case, examples: examplesOf('question', { text: 'which lot number stands on the package' }),
});

export const answerCase = defineOperation({
  id: 'answerCase', path: '/v1/cases/{id}/answer', summary: 'Answer the question that a case was sent back with', ...workers,
  body: Said, answer: Case, examples: examplesOf('answer', { text: '202609A1' }),
});

const Proposal = z
  .strictObject({ staffId, caseVersion: version, action: z.enum(CASE_ACTIONS), reason, take: TakenFields.optional().meta({ description: 'for `choose-fields`: whose value holds of each field that differs' }) })
  .meta({ id: 'CaseProposal' });

export const proposeDecision = defineOperation({
  id: 'proposeDecision', path: '/v1/cases/{id}/proposal', summary: 'Propose a decision that another person has to approve', ...workers,
  body: Proposal, answer: Case,
  examples: {
    params, answer: caseExample,
    bodies: {
      whole: { staffId: 'S-12', caseVersion: 2, action: 'leave-unsent', reason: 'entered at the registry by hand' },
      each: { staffId: 'S-12', caseVersion: 2, action: 'choose-fields', take: { name: 'ours', phone: 'theirs' }, reason: 'the name as on the document, the phone as at the registry' },
    },
  },
});

export const declineProposal = defineOperation({
  id: 'declineProposal', path: '/v1/cases/{id}/proposal/decline', summary: 'Decline what was proposed, or take back what one proposed oneself', ...workers,
  body: z.strictObject({ staffId, caseVersion: version, reason }).meta({ id: 'CaseDecline' }), answer: Case, examples: examplesOf('no', { caseVersion: 3, reason: 'the package says otherwise' }),
});

export const approveProposal = defineOperation({
  id: 'approveProposal', path: '/v1/cases/{id}/proposal/approve', summary: 'Decide a case as another person has proposed it; its journey goes on from there', ...workers,
  body: z.strictObject({ staffId, caseVersion: version }).meta({ id: 'CaseApproval' }), answer: CommandAnswer,
  examples: { params, bodies: { yes: { staffId: 'S-13', caseVersion: 3 } }, answer: { ...answerExample, version: 18, events: ['caseResolved', 'archiveFieldsTaken'], allowed: ['identify'] } },
});

export const undoCase = defineOperation({
  id: 'undoCase', path: '/v1/cases/{id}/undo', summary: 'Ask to have the decision of a resolved case about an archive reversed; another person approves that in a case of its own', ...workers,
  body: z.strictObject({ staffId, caseVersion: version, reason }).meta({ id: 'CaseUndo' }), answer: CommandAnswer,
  examples: {
    params, bodies: { undo: { staffId: 'S-12', caseVersion: 4, reason: 'the document was of the twin' } },
    answer: { ...answerExample, version: 21, events: ['caseOpened', 'undoAsked'], allowed: ['identify'] },
  },
});

export const resolveCase = defineOperation({
  id: 'resolveCase', path: '/v1/cases/{id}/resolve', summary: 'Decide a case, on the version that was read; its journey goes on from there', ...workers,
  body: z
    .strictObject({ staffId, caseVersion: version, action: z.enum(CASE_ACTIONS), reason: freeText.optional().meta({ description: 'needed where a rule or a system is overridden' }) })
    .meta({ id: 'CaseDecision' }),
  answer: CommandAnswer,
  examples: {
    params,
    bodies: { retry: { staffId: 'S-12', caseVersion: 2, action: 'retry' }, leave: { staffId: 'S-12', caseVersion: 2, action: 'leave-unsent', reason: 'entered at the registry by hand' } },
    answer: { ...answerExample, stage: 'observing', version: 18, events: ['caseResolved', 'uploadReopened'], allowed: ['identify', 'reportReaction', 'release'] },
  },
});
