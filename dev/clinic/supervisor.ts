import { setTimeout as wait } from 'node:timers/promises';
import type { Case } from '../../contracts/cases.js';
import type { CaseAction, CaseKind } from '../../domain/cases/kinds.js';
import { expectOk, type ApiClient } from './api-client.js';
import { claimCase, decideCase } from './decide-case.js';

const LOOK_EVERY_MS = 500;
/** What a registry refuses so often it will go on refusing. */
const RETRIES = 3;

/** What this supervisor makes of each kind: at the desk the document was seen, so what was typed from it holds. */
const DECISIONS: Record<CaseKind, CaseAction> = {
  'identity-differs': 'accept-ours',
  'several-archives': 'not-same-person',
  'decision-questioned': 'let-stand',
  'provisional-identity-overdue': 'confirm-identity',
  'cannot-verify': 'go-on',
  'dose-found-invalid': 'let-stand',
  'dose-on-unverified-checklist': 'count-dose',
  'claim-conflict': 'leave-uncounted',
  'registry-rejected': 'retry',
  'registry-unreachable': 'retry',
  'upload-overdue': 'acknowledge',
  'notice-undeliverable': 'told-otherwise',
  'lot-follow-up': 'found-well',
  'software-fault': 'retry',
};

/** Supervisors on duty: take every case that has been opened since `from` in hand and decide it through the API, until told to go home. */
export async function superviseCases(api: ApiClient, { area, from, signal }: { area: string; from: number; signal: AbortSignal }): Promise<void> {
  const retried = new Map<string, number>();
  while (!signal.aborted) {
    const { data } = await expectOk('cases', api.get<{ data: Case[] }>(`/v1/cases?area=${area}&first=100`));
    for (const open of data.filter(({ openedAt }) => Date.parse(openedAt) >= from)) await settle(api, open, retried);
    await wait(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined); // told to go home
  }
}

/** Whatever moved meanwhile is looked at again in the next round. */
async function settle(api: ApiClient, { id, kind, journeyId, plannedDoseId, actions }: Case, retried: Map<string, number>): Promise<void> {
  const claimed = await claimCase(api, id);
  if (!claimed.ok) return;
  const about = `${journeyId} ${plannedDoseId} ${kind}`;
  const times = retried.get(about) ?? 0;
  const wanted = DECISIONS[kind];
  const action = wanted === 'retry' && times >= RETRIES && actions.includes('leave-unsent') ? 'leave-unsent' : wanted;
  const settled = await decideCase(api, claimed.body, action, '已核对证件原件与接种现场记录');
  if (settled.ok) retried.set(about, times + 1);
}
