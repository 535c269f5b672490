import type { Environment } from './env.js';
import type { VariableRule } from './variable-rules.js';
import type { ProcessName } from './variables.js';
import { PROCESSES, VARIABLES } from './variables.js';

type Field = keyof typeof VARIABLES;
type ValueOf<Rule> = Rule extends VariableRule<infer Value> ? Value : never;

/** Every setting by its name in code; a process receives only its part, `Config<'api'>`. */
export type Settings = { [Name in Field]: ValueOf<(typeof VARIABLES)[Name]> };
export type Config<Name extends ProcessName> = Pick<Settings, (typeof PROCESSES)[Name][number]>;

/** All that is wrong with the environment of a process, at once; no value is repeated, since it may be a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: string[];

  constructor(process: string, problems: string[]) {
    super([`the configuration of ${process} has ${problems.length} problem(s):`, ...problems.map((problem) => `  ${problem}`), '.env.example explains each.'].join('\n'));
    this.problems = problems;
  }
}

/**
 * The settings of one process, checked and typed.
 * @throws {ConfigError} naming every variable that is missing or malformed, with its rule
 */
export function toConfig<Name extends ProcessName>(env: Environment, process: Name): Config<Name> {
  const problems: string[] = [];
  const settings: Partial<Record<Field, unknown>> = {};
  for (const field of PROCESSES[process]) {
    const result = readVariable(env, VARIABLES[field]);
    if ('problem' in result) problems.push(result.problem);
    else settings[field] = result.value;
  }
  if (problems.length > 0) throw new ConfigError(process, problems);
  return settings as Config<Name>; // each field of the process was set by the rule its type comes from
}

type Variable = VariableRule<unknown> & { name: string; absent?: unknown };

/** An empty variable counts as missing: compose files and shells cannot tell the two apart. */
function readVariable(env: Environment, variable: Variable): { value: unknown } | { problem: string } {
  const given = env[variable.name]?.trim() ?? '';
  if (given === '') return 'absent' in variable ? { value: variable.absent } : { problem: `${variable.name} is missing: it must be ${variable.rule}` };
  const value = variable.parse(given);
  return value === undefined ? { problem: `${variable.name} is malformed: it must be ${variable.rule}` } : { value };
}
