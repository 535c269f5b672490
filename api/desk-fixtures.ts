import { Browser } from '../login/browser-fixtures.js';
import { OWN_REQUEST, type ApiUnderTest, type SignedIn } from './api-fixtures.js';
import { postAs, TestClient, type Body } from './http-fixtures.js';

export type Told = { status: number; body: Body };

/** Test material: a browser at a shared desk, which keeps its cookies and sends what a page of ours sends. */
export class DeskBrowser {
  readonly browser = new Browser();
  /** As whoever is at the desk calls the API; every answer is checked against the contract. */
  readonly client: TestClient;
  private readonly url: string;

  constructor({ url }: Pick<ApiUnderTest, 'url'>) {
    this.url = url;
    this.client = new TestClient('desk', url, async () => ({ cookie: [...this.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...OWN_REQUEST }));
  }

  async send(method: string, path: string, json?: unknown, headers: Record<string, string> = OWN_REQUEST): Promise<Told> {
    const { status, text } = await this.browser.send(this.url + path, { method, json, headers });
    return { status, body: JSON.parse(text) as Body };
  }

  enrol(code: string | null): Promise<Told> {
    return this.send('POST', '/auth/desk/enrol', { code });
  }

  switchTo(name: string, pin: string): Promise<Told> {
    return this.send('POST', '/auth/desk/switch', { name, pin });
  }

  /** Who is at the desk, or the status of being nobody. */
  async who(): Promise<unknown> {
    const { status, body } = await this.client.get('/v1/me');
    return status === 200 ? body['id'] : status;
  }
}

export type Enrolment = { device: { id: string; status: string }; code: string | null };

export function registerDevice({ client }: Pick<SignedIn, 'client'>, siteId: string, key?: string): Promise<Enrolment> {
  return postAs<Enrolment>(client, '/v1/administration/devices', { siteId, name: '接种台 1', station: 'vaccination' }, key);
}

/** A device of this site that is enrolled. */
export async function enrolledDesk(api: ApiUnderTest, keeper: Pick<SignedIn, 'client'>, siteId: string): Promise<{ desk: DeskBrowser; deviceId: string }> {
  const { device, code } = await registerDevice(keeper, siteId);
  const desk = new DeskBrowser(api);
  const { status } = await desk.enrol(code);
  if (status !== 200) throw new Error(`enrolling answered ${status}`);
  return { desk, deviceId: device.id };
}

export function setPin({ cookie }: SignedIn, { url }: ApiUnderTest, body: unknown): Promise<Response> {
  return fetch(`${url}/auth/pin`, { method: 'POST', headers: { ...OWN_REQUEST, cookie, 'content-type': 'application/json' }, body: JSON.stringify(body) });
}
