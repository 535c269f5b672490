import { caseView, type CaseView } from '../domain/cases/case-view.js';
import { decideCase } from '../domain/cases/decide-case.js';
import type { CaseId } from '../domain/ids.js';
import type { Clocks } from '../domain/policies.js';
import type { Instant } from '../domain/time.js';
import type { CaseStore } from '../db/case-store.js';
import { newId } from '../db/new-id.js';
import type { SeenOfCase } from '../db/view-store.js';

/** What the workflow's own reading gets, its news taken away with it; the site is where its findings are recorded. */
export type ReadCase = (caseId: CaseId) => Promise<SeenOfCase | null>;

export type CaseActivityParts = { readCase: ReadCase; cases: Pick<CaseStore, 'change'>; clocks: () => Promise<Clocks>; now: () => Instant };

export type CaseActivities = ReturnType<typeof createCaseActivities>;

/** The view of a case and the version of the case that it was made from. */
export type SeenCase = { version: number; view: CaseView };

/** For a case that our store does not have, as after an older backup was restored. */
const GONE: SeenCase = { version: 0, view: { escalateAt: null, over: true } };

/** Local activities of the case's workflow. Both may run again when a workflow task is repeated: an instant that has moved moves nothing. */
export function createCaseActivities({ readCase, cases, clocks, now }: CaseActivityParts) {
  return {
    async readCase({ caseId }: { caseId: CaseId }): Promise<SeenCase> {
      const found = await readCase(caseId);
      return found ? seen(found) : GONE;
    },

    async escalateCase({ caseId, dueAt }: { caseId: CaseId; dueAt: Instant }): Promise<SeenCase> {
      const found = await readCase(caseId);
      if (!found) return GONE;
      const clocksNow = await clocks();
      const at = now();
      const by = { commandId: newId<'command'>(), actor: { kind: 'process' } as const, at };
      const after = await cases.change({ site: found.siteId }, caseId, by, (before) => {
        const decision = decideCase(before, { type: 'escalate', dueAt }, clocksNow, at);
        return decision.ok ? { event: decision.event, after: decision.after } : null;
      });
      return after ? seen(after) : GONE;
    },
  };
}

function seen(found: Omit<SeenOfCase, 'siteId'>): SeenCase {
  return { version: found.version, view: caseView(found) };
}
