import { ok, readJson, type Answer, type Asked, type Handler } from './answer.js';
import type { FaultPlan } from './fault-plan.js';
import type { FaultSchema } from './faults.js';

export type ControlParts = {
  schema: FaultSchema;
  faults: FaultPlan;
  /** Closes the port for as long as the faults say. */
  refuse: () => void;
  /** Empties the store. */
  reset: () => Promise<void>;
  /** The system's own control routes, by `METHOD /control/...`. */
  routes: Record<string, Handler>;
};

/** `/control`: faults and the store of one simulator, for demos and tests. docs/simulators.md lists all of it. */
export function createControl({ schema, faults, refuse, reset, routes }: ControlParts): Handler {
  const all: Record<string, Handler> = {
    ...routes,
    'GET /control/faults': () => ok({ faults: faults.list() }),
    'POST /control/faults': ({ body }) => setFault(body, { schema, faults, refuse }),
    'DELETE /control/faults': async () => {
      await faults.clear();
      return ok({ faults: [] });
    },
    'POST /control/reset': async () => {
      await faults.clear();
      await reset();
      return ok({ reset: true });
    },
  };
  return (asked: Asked) => {
    const route = all[`${asked.method} ${asked.path}`];
    return route ? route(asked) : { status: 404, body: { code: 'no-such-control', known: Object.keys(all) } };
  };
}

async function setFault(body: string, { schema, faults, refuse }: Pick<ControlParts, 'schema' | 'faults' | 'refuse'>): Promise<Answer> {
  const parsed = schema.safeParse(readJson(body));
  if (!parsed.success) return { status: 422, body: { code: 'invalid-fault', issues: parsed.error.issues } };
  await faults.add(parsed.data);
  if (parsed.data.kind === 'down' && parsed.data.how === 'refuse') refuse();
  return ok({ set: parsed.data });
}
