import { brokenAnswers } from '../kit/broken-answers.js';
import type { OwnFaults } from '../kit/faults.js';
import { REFUSALS, refused } from './handle.js';
import type { Outbox } from './store.js';

/** Where the provider has sent nobody else's message yet. */
const NOBODYS = { messageId: '00000000-0000-4000-8000-000000000000', clientRef: 'the-key-of-somebody-else' };

/** The provider's answers carry their fields at the top. */
export function ownFaults({ messages }: Pick<Outbox, 'messages'>): OwnFaults {
  const codes = Object.keys(REFUSALS) as (keyof typeof REFUSALS)[];
  return {
    rejections: Object.fromEntries(codes.map((code) => [code, refused(code)])),
    wrongPersons: {
      'another-message': (right) => {
        const { messageId, clientRef } = [...messages.values()].find((message) => message.messageId !== idOf(right)) ?? NOBODYS;
        const said = { ...(right as object), messageId };
        return 'status' in said ? said : { ...said, clientRef, ...('found' in said && { found: true }) };
      },
    },
    wrongSchemas: brokenAnswers((right, change) => change(right as Record<string, unknown>)),
  };
}

const idOf = (right: unknown): unknown => (right as { messageId?: string }).messageId;
