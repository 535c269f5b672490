export type Visit = { url: string; status: number; headers: Headers; text: string };

/** Test material: what a browser without scripts does, cookies and redirects, each step to be looked at. Cookies are of the host, as browsers keep them. */
export class Browser {
  readonly cookies = new Map<string, string>();
  /** `Set-Cookie` as it came, by name. */
  readonly setCookies = new Map<string, string>();

  /** One request, no redirect followed. */
  async send(url: string, { method = 'GET', form, json, headers = {} }: { method?: string; form?: Record<string, string>; json?: unknown; headers?: Record<string, string> } = {}): Promise<Visit> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const own = { ...(cookie && { cookie }), ...(json !== undefined && { 'content-type': 'application/json' }), ...(form && { origin: new URL(url).origin, 'sec-fetch-site': 'same-origin' }), ...headers };
    const response = await fetch(url, { method: form ? 'POST' : method, headers: own, redirect: 'manual', ...(form && { body: new URLSearchParams(form) }), ...(json !== undefined && { body: JSON.stringify(json) }) });
    for (const set of response.headers.getSetCookie()) this.keep(set);
    return { url, status: response.status, headers: response.headers, text: await response.text() };
  }

  /** Follows redirects while `goesOn` likes where they lead; gives the last answer. */
  async open(url: string, goesOn: (to: string) => boolean = () => true): Promise<Visit> {
    let visit = await this.send(url);
    for (let to = leadsTo(visit); to !== null && goesOn(to); to = leadsTo(visit)) visit = await this.send(to);
    return visit;
  }

  /** Fills in the sign-in page that `visit` shows, and follows. */
  async signIn(visit: Visit, username: string, password: string, goesOn?: (to: string) => boolean): Promise<Visit> {
    const [, action = ''] = /<form method="post" action="([^"]+)"/.exec(visit.text) ?? [];
    const sent = await this.send(new URL(action, visit.url).href, { form: { username, password } });
    const to = leadsTo(sent);
    return to === null || goesOn?.(to) === false ? sent : this.open(to, goesOn);
  }

  private keep(set: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
    this.setCookies.set(name, set);
    const over = /expires=([^;]+)/i.exec(set)?.[1];
    if (value === '' || /max-age=0/i.test(set) || (over !== undefined && new Date(over).getTime() < Date.now())) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

export function leadsTo({ url, status, headers }: Visit): string | null {
  const location = headers.get('location');
  return status >= 300 && status < 400 && location !== null ? new URL(location, url).href : null;
}
