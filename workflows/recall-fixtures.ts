import type { Client } from '@temporalio/client';
import type { RecallActivities, RecallFollowActivities, SeenRecall } from '../activities/recall-activities.js';
import { newId } from '../db/new-id.js';
import type { LotHoldId } from '../domain/ids.js';
import type { RecallStep } from '../domain/stock/lot-hold.js';
import type { LotRecallInput } from './lot-recall-messages.js';
import { advance } from './news-messages.js';
import { JOURNEYS } from './task-queues.js';
import { LOT_RECALL, recallWorkflowId } from './workflow-ids.js';

/** Test material: one lot that is stopped, in the place of its row: its recipients are listed in one batch and told in two. */
export class StoppedLot {
  readonly lotHoldId: LotHoldId = newId();
  private readonly client: Client;
  private version = 1;
  private left: RecallStep[] = ['list', 'open', 'open'];
  private released = false;

  constructor(client: Client) {
    this.client = client;
  }

  get handle() {
    return this.client.workflow.getHandle(recallWorkflowId(this.lotHoldId));
  }

  /** Tells its workflow, which begins where there is none. */
  async tell(): Promise<void> {
    const input: LotRecallInput = { lotHoldId: this.lotHoldId };
    await this.client.workflow.signalWithStart(LOT_RECALL, { workflowId: recallWorkflowId(this.lotHoldId), taskQueue: JOURNEYS, args: [input], signal: advance, signalArgs: [{ version: this.version }], workflowIdConflictPolicy: 'USE_EXISTING' });
  }

  async letGo(): Promise<void> {
    this.released = true;
    this.left = ['close'];
    this.version += 1;
    await this.tell();
  }

  hasNothingToDo = (): boolean => this.left.length === 0;

  activities(): RecallActivities & RecallFollowActivities {
    const read = async () => this.seen();
    return { readRecall: read, peekRecall: read, listRecipients: this.doing('list'), followUpRecipients: this.doing('open'), leaveRecipients: this.doing('close') };
  }

  private seen(): SeenRecall {
    const [step = null] = this.left;
    return { version: this.version, view: { todo: step && { step, version: this.version }, over: this.released && step === null } };
  }

  private doing(step: RecallStep) {
    return async ({ askedVersion }: { askedVersion: number }): Promise<SeenRecall> => {
      if (this.left[0] === step && this.version === askedVersion) {
        this.left.shift();
        this.version += 1;
      }
      return this.seen();
    };
  }
}
