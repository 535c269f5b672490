import type { Journey } from '../contracts/journeys.js';
import type { CaseAction, CaseKind } from '../domain/cases/kinds.js';
import { needsReason, needsSecondPerson } from '../domain/cases/kinds.js';
import type { PageUnderTest } from './page-under-test.js';

type Settling = {
  action: CaseAction;
  /** What its button says. */
  says: string;
  reason: string;
  /** It comes with a proposal, whose reason is given. */
  proposed?: boolean;
  /** The journey has taken the decision up. */
  goesOn: (journey: Journey) => boolean;
};

const isOpen = ({ openCases }: Journey, kind: CaseKind) => openCases.some((open) => open.kind === kind);
const uploadOf = ({ doses }: Journey) => doses[0]?.given?.upload;

/** How docs/cases.md settles each kind: last what waits for a system that has to come back first. */
export const SETTLINGS: Record<CaseKind, Settling> = {
  // Before what it leaves: the two records differ again.
  'decision-questioned': { action: 'undo-decision', says: '撤销决定', reason: '', proposed: true, goesOn: (journey) => isOpen(journey, 'identity-differs') },
  'identity-differs': { action: 'accept-ours', says: '以我方为准', reason: '身份证原件与我方一致', goesOn: ({ archive }) => archive.outcome === 'same' },
  'several-archives': { action: 'not-same-person', says: '不是同一人', reason: '两份档案均为他人', goesOn: ({ archive }) => archive.outcome === 'none' },
  'cannot-verify': { action: 'go-on', says: '医生决定接种', reason: '既往史明确，监护人知情同意', goesOn: ({ doses }) => doses[0]?.eligible === true },
  'provisional-identity-overdue': { action: 'confirm-identity', says: '确认身份', reason: '居民持身份证原件补核', goesOn: ({ identityProvisional }) => identityProvisional === null },
  'dose-found-invalid': { action: 'repeat-later', says: '以后补种', reason: '月龄不足，六个月后补种', goesOn: (journey) => !isOpen(journey, 'dose-found-invalid') },
  'dose-on-unverified-checklist': { action: 'count-dose', says: '计入剂次', reason: '监控可见全过程，批号与追溯码相符', goesOn: (journey) => uploadOf(journey) === 'confirmed' },
  'claim-conflict': { action: 'leave-uncounted', says: '不计入剂次', reason: '登记系统已有该剂次', goesOn: ({ doses }) => doses[0]?.state === 'uncounted' },
  'registry-rejected': { action: 'retry', says: '重新开始', reason: '登记系统已更正追溯码', goesOn: (journey) => uploadOf(journey) === 'confirmed' || isOpen(journey, 'registry-rejected') },
  'notice-undeliverable': { action: 'send-again', says: '再次发送', reason: '号码已与居民核对', goesOn: ({ notice }) => notice === 'sent' },
  'lot-follow-up': { action: 'found-well', says: '无不适', reason: '电话随访，接种后无不适', goesOn: (journey) => !isOpen(journey, 'lot-follow-up') },
  'software-fault': { action: 'retry', says: '重新开始', reason: '数据已修复', goesOn: (journey) => uploadOf(journey) === 'confirmed' },
  'upload-overdue': { action: 'acknowledge', says: '已知悉', reason: '登记系统对该档案无响应，已联系省平台', goesOn: (journey) => !isOpen(journey, 'upload-overdue') },
  'registry-unreachable': { action: 'retry', says: '重新开始', reason: '省平台已恢复', goesOn: ({ archive }) => archive.settled },
};

/** What the registry refuses again after it was sent again, somebody enters there by hand. */
export const REFUSED_AGAIN: Settling = { action: 'leave-unsent', says: '不再发送', reason: '已在登记系统人工录入', goesOn: (journey) => !isOpen(journey, 'registry-rejected') };

export type Pages = { first: PageUnderTest; second: PageUnderTest; adminUrl: string };

/** One person takes the case in hand and decides it on its page; where one is not enough, another approves it there. `before` happens just before the decision is sent. */
export async function settleOnPage({ first, second, adminUrl }: Pages, caseId: string, { action, says, reason, proposed = false }: Settling, before: () => Promise<void>): Promise<void> {
  const address = `${adminUrl}/cases/${caseId}/show`;
  const byTwo = needsSecondPerson(action);
  if (proposed) return approveOnPage(first, address, says);
  await first.page.goto(address);
  await first.button('认领').click();
  await first.shows('由您处理');
  await first.button(byTwo ? `${says} · 双人复核` : says).click();
  const dialog = first.page.getByRole('dialog');
  await dialog.getByText(needsReason(action) ? '必填' : '可不填').waitFor();
  await dialog.getByRole('textbox', { name: '理由' }).fill(reason);
  await before();
  await dialog.getByRole('button', { name: `${byTwo ? '提议' : '决定'}：${says}` }).click();
  if (byTwo) await approveOnPage(second, address, says);
  else await first.shows(`已决定：${says}`);
}

async function approveOnPage(other: PageUnderTest, address: string, says: string): Promise<void> {
  await other.page.goto(address);
  await other.button(`复核通过：${says}`).click();
  await other.page.getByRole('dialog').getByRole('button', { name: `复核通过：${says}` }).click();
  await other.shows(`已决定：${says}`);
}
