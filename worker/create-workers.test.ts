import { NOTICE_SMS, REGISTRY_GUANGDONG, TASK_QUEUES } from '../workflows/task-queues.js';
import { queuesOf } from './create-workers.js';

it('serves all queues when none is named', () => {
  expect(queuesOf([])).toEqual(TASK_QUEUES);
});

it('serves the queues that are named', () => {
  expect(queuesOf([NOTICE_SMS, REGISTRY_GUANGDONG])).toEqual([REGISTRY_GUANGDONG, NOTICE_SMS]);
});

it('refuses a name that is no queue, else nobody would serve it', () => {
  expect(() => queuesOf([NOTICE_SMS, 'notice-mail'])).toThrow('WORKER_QUEUES may name');
});
