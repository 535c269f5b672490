import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { AuditSealer } from '../db/audit-sealer.js';
import type { NewsStore } from '../db/news-store.js';

export type Measured = {
  news: Pick<NewsStore, 'backlog'>;
  sealer: Pick<AuditSealer, 'lagMs'>;
  /** Sent for requests since the process began, by name; `models` are those of lists and whatever else is off the door's path. */
  statements: () => ReadonlyMap<string, number>;
};

/** Figures of this process and of what it watches, without personal data, asked for when they are read. */
export function createMetrics({ news, sealer, statements }: Measured): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  gauge(registry, 'miaocheng_news_unsent', 'News that the engine has not been told of', async () => (await news.backlog()).unsent);
  gauge(registry, 'miaocheng_audit_unsealed_seconds', 'Age of the oldest audit row that is not sealed', async () => (await sealer.lagMs()) / 1000);
  countStatements(registry, statements);
  return registry;
}

/** Two for a command of a journey: what is read, and what is appended. */
function countStatements(registry: Registry, statements: Measured['statements']): void {
  const registered: Counter = new Counter({
    name: 'miaocheng_statements_total',
    help: 'Statements that were sent to Postgres for requests',
    labelNames: ['statement'],
    registers: [registry],
    collect() {
      registered.reset();
      for (const [statement, count] of statements()) registered.inc({ statement }, count);
    },
  });
}

/** One that cannot be read is left out, so that a database that is away does not hide the rest. */
function gauge(registry: Registry, name: string, help: string, read: () => Promise<number>): void {
  const registered: Gauge = new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      registered.reset();
      await read().then((value) => registered.set(value), () => registered.remove());
    },
  });
}
