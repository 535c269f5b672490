import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { AuditSealer } from '../db/audit-sealer.js';
import type { NewsStore } from '../db/news-store.js';

/** Figures of this process and of what it watches, without personal data, asked for when they are read. */
export function createMetrics({ news, sealer }: { news: Pick<NewsStore, 'backlog'>; sealer: Pick<AuditSealer, 'lagMs'> }): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  gauge(registry, 'miaocheng_news_unsent', 'News that the engine has not been told of', async () => (await news.backlog()).unsent);
  gauge(registry, 'miaocheng_audit_unsealed_seconds', 'Age of the oldest audit row that is not sealed', async () => (await sealer.lagMs()) / 1000);
  return registry;
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
