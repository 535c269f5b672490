import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { pause } from '../workflows/workflow-environment-fixtures.js';

/** `before`: the call never arrives. `after`: it has had its effect, and its answer is kept back. */
type Hold = { path: string; when: 'before' | 'after' };

/** Test material: stands before an outside system and keeps calls back, so that their caller can be killed in that very moment. */
export class HoldingProxy {
  private readonly server: Server;
  private readonly target: string;
  private holds: Hold[] = [];
  private readonly held: string[] = [];

  private constructor(target: string) {
    this.target = target;
    this.server = createServer((request, response) => void this.pass(request, response).catch(() => response.destroy()));
  }

  static async start(target: string): Promise<HoldingProxy> {
    const proxy = new HoldingProxy(target);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  hold(path: string, when: Hold['when']): void {
    this.holds.push({ path, when });
  }

  /** Waits until a call of that path is kept back. */
  async isHolding(path: string): Promise<void> {
    for (const end = Date.now() + 20_000; !this.held.some((held) => held.startsWith(path)); await pause(20)) {
      if (Date.now() > end) throw new Error(`nobody called ${path}`);
    }
  }

  passAll(): void {
    this.holds = [];
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url = '/', method = 'GET', headers } = request;
    const body = await buffer(request);
    const hold = this.holds.find(({ path }) => url.startsWith(path));
    if (hold?.when === 'before') return void this.held.push(url);
    const answer = await fetch(`${this.target}${url}`, { method, headers: headers as Record<string, string>, ...(method !== 'GET' && { body }) });
    const text = await answer.text();
    if (hold) return void this.held.push(url);
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
  }
}
