import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { actionsOf, CASE_KINDS, CASES, needsReason, needsSecondPerson } from '../domain/cases/kinds.js';
import { DESK_COMMANDS } from '../domain/journey/commands.js';
import { COMMANDS_BY_STAGE, STAGES } from '../domain/journey/stages.js';
import { DOSE_STATES, UPLOAD_STATES } from '../domain/journey/state.js';
import { HARD_STOPS } from '../domain/stock/hard-stops.js';
import { GATES, REFUSAL_STATUS } from '../domain/refusals.js';

const FILE = path.join(import.meta.dirname, '../docs/states.md');

/** `docs/states.md` from the tables that `decide` reads; `--check` compares instead of writing and fails when they differ. */
export function statesDocument(): string {
  const header = ['| stage 阶段 | commands open 可用操作 |', '|---|---|'];
  const rows = STAGES.map((stage) => `| \`${stage}\` | ${COMMANDS_BY_STAGE[stage].map((command) => `\`${command}\``).join(' ') || '–'} |`);
  const refusals = Object.entries(REFUSAL_STATUS).sort(([a], [b]) => a.localeCompare(b));
  return [
    '# States and commands 状态与操作',
    '',
    'Generated from `domain/` by `npm run generate`; `npm test` fails when it differs.',
    '',
    '## Stages of a journey 接种流程的阶段',
    '',
    ...header,
    ...rows,
    '',
    `All commands 全部操作: ${DESK_COMMANDS.map((command) => `\`${command}\``).join(' ')}`,
    '',
    '## Gates before a dose, in order 接种前的关口（依次）',
    '',
    GATES.map((gate) => `\`${gate}\``).join(' → '),
    '',
    '## States of a dose 剂次状态',
    '',
    DOSE_STATES.map((state) => `\`${state}\``).join(' '),
    '',
    '## States of an upload 上传状态',
    '',
    UPLOAD_STATES.map((state) => `\`${state}\``).join(' '),
    '',
    '## Cases 待处理事项',
    '',
    '| kind 类别 | due 时限 | actions 可选处理 (* with a reason 须写明理由, ** by two people 须双人复核) |',
    '|---|---|---|',
    ...CASE_KINDS.map((kind) => `| \`${kind}\` | ${CASES[kind].due} | ${actionsOf(kind).map((action) => `\`${action}\`${needsSecondPerson(action) ? '**' : needsReason(action) ? '*' : ''}`).join(' ')} |`),
    '',
    '## Hard stops at the vaccination desk 接种台的强制停止',
    '',
    'Nobody goes on over one of them before the needle. What went in all the same is reported, and two persons say whether it counts, where it may. 针前任何人不得越过；已接种的如实报告，由两人认定能否计入。',
    '',
    '| code | source 依据 | may count 可否计入 |',
    '|---|---|---|',
    ...Object.entries(HARD_STOPS).map(([code, { source, countable }]) => `| \`${code}\` | ${source} | ${countable ? 'by two people 双人认定' : 'never 不可'} |`),
    '',
    '## Refusals and their HTTP status 拒绝代码',
    '',
    '| code | status |',
    '|---|---|',
    ...refusals.map(([code, status]) => `| \`${code}\` | ${status} |`),
    '',
  ].join('\n');
}

if (process.argv[1] === import.meta.filename) {
  const wanted = statesDocument();
  if (!process.argv.includes('--check')) writeFileSync(FILE, wanted);
  else if (readFileSync(FILE, 'utf8') !== wanted) {
    console.error('docs/states.md differs from domain/: run npm run generate');
    process.exitCode = 1;
  }
}
