import type { Desk } from '../db/door-fixtures.js';
import type { SubmitResult } from '../db/door/submission.js';
import { projectRoot } from '../dev/folders.js';
import { Child } from './child-process.js';
import type { DeskAnswer, DeskQuestion } from './desk-process.js';

/** Test material: the door in another process, and perhaps of another release. */
export class RemoteDesk implements Desk {
  private readonly child: Child;
  private readonly waiting = new Map<number, (answer: DeskAnswer) => void>();
  private asked = 0;

  private constructor(child: Child) {
    this.child = child;
    child.process.on('message', (answer: DeskAnswer) => this.waiting.get(answer.id)?.(answer));
  }

  static async start(apiUrl: string, tree = projectRoot): Promise<RemoteDesk> {
    return new RemoteDesk(await Child.start(tree, 'e2e/desk-process.ts', { API_DATABASE_URL: apiUrl }));
  }

  submit: Desk['submit'] = async (submission): Promise<SubmitResult> => {
    const question: DeskQuestion = { id: (this.asked += 1), submission };
    const answered = new Promise<DeskAnswer>((resolve) => this.waiting.set(question.id, resolve));
    this.child.process.send(question);
    const answer = await answered;
    this.waiting.delete(question.id);
    if ('failed' in answer) throw new Error(answer.failed);
    return answer.result;
  };

  stop(): Promise<void> {
    return this.child.stop();
  }
}
