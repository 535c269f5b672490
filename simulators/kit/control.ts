import { ok, readJson, type Answer, type Asked, type Handler } from './answer.js';
import { faultSchema, type FaultPlan, type RefuseFault } from './faults.js';

export type ControlParts = {
  faults: FaultPlan;
  refuse: (fault: RefuseFault) => void;
  /** Empties the store. */
  reset: () => Promise<void>;
  /** The system's own control routes, by `METHOD /control/...`. */
  routes: Record<string, Handler>;
};

/** `/control`: faults and the store of one simulator, for demos and tests. docs/simulators.md lists all of it. */
export function createControl({ faults, refuse, reset, routes }: ControlParts): Handler {
  const all: Record<string, Handler> = {
    ...routes,
    'GET /control/faults': () => ok({ faults: faults.list() }),
    'POST /control/faults': ({ body }) => setFault(body, { faults, refuse }),
    'DELETE /control/faults': () => {
      faults.clear();
      return ok({ faults: [] });
    },
    'POST /control/reset': async () => {
      faults.clear();
      await reset();
      return ok({ reset: true });
    },
  };
  return (asked: Asked) => {
    const route = all[`${asked.method} ${asked.path}`];
    return route ? route(asked) : { status: 404, body: { code: 'no-such-control', known: Object.keys(all) } };
  };
}

function setFault(body: string, { faults, refuse }: Pick<ControlParts, 'faults' | 'refuse'>): Answer {
  const parsed = faultSchema.safeParse(readJson(body));
  if (!parsed.success) return { status: 422, body: { code: 'invalid-fault', issues: parsed.error.issues } };
  if (parsed.data.kind === 'down' && parsed.data.how === 'refuse') refuse(parsed.data);
  else faults.add(parsed.data);
  return ok({ set: parsed.data });
}
