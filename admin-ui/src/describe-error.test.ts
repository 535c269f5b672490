import { ApiError } from '../../ui/api-error.js';
import { describeError } from './describe-error.js';

const problem = { type: 'urn:miaocheng:problem:list-not-offered', title: 'list not offered', status: 422, code: 'list-not-offered', params: { offered: ['day', 'siteId+day'] }, requestId: 'r-1' };

describe('an error, said to people', () => {
  it('is the sentence of the API where it gave a reason', () => {
    const refused = new ApiError('refused', { status: 422, problem });
    expect(describeError(refused, 'zh')).toBe('不提供该列表。可用的列表：day、siteId+day。');
    expect(describeError(refused, 'en')).toContain('day, siteId+day');
  });

  it('names what is decided about a case as the page does', () => {
    const awaiting = new ApiError('refused', { status: 409, problem: { ...problem, status: 409, code: 'case-awaits-approval', params: { action: 'undo-decision' } } });
    expect(describeError(awaiting, 'zh')).toBe('已有人提议“撤销决定”，须先复核通过或退回。');
    const other = new ApiError('refused', { status: 422, problem: { ...problem, code: 'case-action-not-allowed', params: { action: 'skip', allowed: ['accept-ours', 'skip'] } } });
    expect(describeError(other, 'en')).toMatch(/skip.*ours holds, skip/);
  });

  it('says of a service that is away what that means, in both languages', () => {
    expect(describeError(new ApiError('unreachable'), 'zh')).toContain('连接不上');
    expect(describeError(new ApiError('unreachable', { status: 503, problem }), 'en')).toContain('cannot be reached');
  });

  it('says little of what it does not know', () => {
    expect(describeError(new Error('secret'), 'en')).not.toContain('secret');
  });
});
