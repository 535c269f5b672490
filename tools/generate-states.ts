import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { actionsOf, CASE_KINDS, CASES, needsReason, needsSecondPerson } from '../domain/cases/kinds.js';
import { DESK_COMMANDS } from '../domain/journey/commands.js';
import { COMMANDS_BY_STAGE, STAGES } from '../domain/journey/stages.js';
import { DOSE_STATES, UPLOAD_STATES } from '../domain/journey/state.js';
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
