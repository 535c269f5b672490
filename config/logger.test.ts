import { createLogger } from './logger.js';

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger('api', 'info', { write: (line) => void lines.push(line) }));
  return lines.join('');
}

const ID_NUMBER = '440106199001011237';
const MOBILE = '13912345678';
const CODE_TEXT = 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImhjIn0.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
const JOURNEY = '0193a5c0-7000-7000-8000-a13912345678';

describe('a log line', () => {
  it('carries the part, the level, the time and the ids', () => {
    const line: unknown = JSON.parse(logged((log) => log.info({ requestId: 'r1', journeyId: JOURNEY, commandId: 'c1', status: 201 }, 'committed')));
    expect(line).toMatchObject({ name: 'api', level: 'info', requestId: 'r1', journeyId: JOURNEY, commandId: 'c1', status: 201, msg: 'committed' });
  });

  it('leaves out fields that are not on the list, and names them', () => {
    const line = logged((log) => log.info({ residentName: '张三', resident: { name: '张三' }, status: 200 }, 'done'));
    expect(line).not.toContain('张三');
    expect(JSON.parse(line)).toMatchObject({ leftOut: ['residentName', 'resident'] });
  });

  it('leaves out an object under an allowed name', () => {
    expect(logged((log) => log.info({ code: { name: '张三' } }, 'done'))).not.toContain('张三');
  });

  it('leaves them out of a child logger as well', () => {
    expect(logged((log) => log.child({ journeyId: JOURNEY, phone: 'x-phone' }).info('done'))).not.toContain('x-phone');
  });

  it.each([
    ['an ID number', ID_NUMBER],
    ['an ID number with X', '44010619900101123x'],
    ['an ID number of 15 digits', '440106900101123'],
    ['a mobile number', MOBILE],
    ['a mobile number with country code', `+86${MOBILE}`],
    ['a code text', CODE_TEXT],
    ['the head of a code text', CODE_TEXT.slice(0, 30)],
  ])('has %s scrubbed from message, field, error message and stack', (_what, value) => {
    const error = new Error(`no resident ${value}`, { cause: new Error(`key (${value}) exists`) });
    const line = logged((log) => log.error({ err: error, route: `/residents/${value}` }, `号码${value}不存在`));
    expect(line).not.toContain(value);
    expect(JSON.parse(line)).toMatchObject({ err: { type: 'Error' }, level: 'error' });
  });

  it('drops what a driver hangs on its errors', () => {
    const error = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (name)=(张三) exists' });
    const line = logged((log) => log.error({ err: error }, 'append'));
    expect(line).not.toContain('张三');
    expect(JSON.parse(line)).toMatchObject({ err: { code: '23505' } });
  });

  it('keeps opaque ids, times and trace codes, whatever their digits', () => {
    const line = logged((log) => log.info({ journeyId: JOURNEY, ageMs: 1_764_000_000_000 }, 'trace code 81234567890123456789'));
    expect(line).toContain(JOURNEY);
    expect(line).toContain('1764000000000');
    expect(line).toContain('81234567890123456789');
  });

  it('below the level is not written', () => {
    expect(logged((log) => log.debug('quiet'))).toBe('');
  });
});
