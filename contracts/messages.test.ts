import { DESK_COMMANDS } from '../domain/journey/commands.js';
import { ESCORT_RULES } from '../domain/identity/escort.js';
import { STAGES } from '../domain/journey/stages.js';
import { DEPENDENTS } from '../domain/journey/state.js';
import { GATES } from '../domain/refusals.js';
import { describeProblem, MESSAGES, type Language } from './describe-problem.js';
import { PROBLEM_PARAMS, REFUSAL_PARAMS, paramsOf, type ParamKind } from './params.js';
import { toInstant } from '../domain/time.js';

const LANGUAGES: Language[] = ['zh', 'en'];
const codes: [string, Record<string, ParamKind>][] = Object.entries({ ...REFUSAL_PARAMS, ...PROBLEM_PARAMS });

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();
}

describe.each(LANGUAGES)('the texts in %s', (language) => {
  const messages = MESSAGES[language];

  it.each(codes)('say %s with exactly its facts, ids left out', (code, params) => {
    const told = Object.keys(params).filter((name) => params[name] !== 'id').sort();
    expect(placeholders(messages.problems[code] ?? 'missing {text}')).toEqual(told);
  });

  it('know no code that the API does not have', () => {
    expect(Object.keys(messages.problems).sort()).toEqual(codes.map(([code]) => code).sort());
  });

  it('name every gate, stage, command, dependent and rule for escorts', () => {
    expect(Object.keys(messages.gates)).toEqual([...GATES]);
    expect(Object.keys(messages.stages)).toEqual(['none', ...STAGES]);
    expect(Object.keys(messages.commands)).toEqual([...DESK_COMMANDS]);
    expect(Object.keys(messages.dependents)).toEqual([...DEPENDENTS]);
    expect(Object.keys(messages.escorts)).toEqual([...ESCORT_RULES]);
  });
});

describe('a problem in words', () => {
  it('says the gate and the time of day in the reader’s language', () => {
    expect(describeProblem({ code: 'gate-open', params: { gate: 'consent', plannedDoseId: 'x' } }, 'zh')).toContain('知情同意');
    const params = paramsOf({ code: 'observation-not-over', until: toInstant(Date.UTC(2026, 2, 2, 1, 30)) });
    expect(params).toEqual({ until: '2026-03-02T01:30:00.000Z' });
    expect(describeProblem({ code: 'observation-not-over', params }, 'en')).toBe('Observation lasts until 2026-03-02 09:30.');
  });

  it('says an instant that the audit kept as one that the API told', () => {
    const params = { until: Date.UTC(2026, 2, 2, 1, 30) };
    expect(describeProblem({ code: 'observation-not-over', params }, 'en')).toBe('Observation lasts until 2026-03-02 09:30.');
  });

  it('lists fields with their rules, and shows an unknown code as it is', () => {
    const params = { fields: [{ field: 'data.lot', rule: 'invalid_format' }, { field: 'status', rule: 'unrecognized_keys' }] };
    expect(describeProblem({ code: 'invalid-request', params }, 'en')).toBe('The request is not valid: data.lot (invalid_format), status (unrecognized_keys).');
    expect(describeProblem({ code: 'of-a-newer-release', params: {} }, 'zh')).toBe('of-a-newer-release');
  });
});
