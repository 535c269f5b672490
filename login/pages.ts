import { randomBytes } from 'node:crypto';

/** A page of the provider: what it says in Chinese and in English, and its headers. It runs no script. */
export type Page = { html: string; headers: Record<string, string> };

const STYLE = `
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f3f6f8; color: #1b2733; font: 16px/1.5 system-ui, 'PingFang SC', 'Microsoft YaHei', sans-serif; }
  main { box-sizing: border-box; width: min(24rem, 100vw); padding: 2rem; background: #fff; border-radius: .5rem; }
  h1 { margin: 0 0 1rem; font-size: 1.25rem; }
  [lang=en] { color: #4a5a68; font-size: .875em; }
  label { display: block; margin-top: 1rem; }
  input { box-sizing: border-box; width: 100%; margin-top: .25rem; padding: .5rem; font: inherit; border: 1px solid #6b7c8a; border-radius: .25rem; }
  button { width: 100%; margin-top: 1.5rem; padding: .625rem; font: inherit; color: #fff; background: #0b5cab; border: 0; border-radius: .25rem; cursor: pointer; }
  button [lang=en] { color: inherit; }
  :focus-visible { outline: 3px solid #0b5cab; outline-offset: 2px; }
  [role=alert] { margin: 1rem 0 0; padding: .75rem; color: #7a1212; background: #fdecea; border-radius: .25rem; }`;

const both = (zh: string, en: string) => `${zh} <span lang="en">${en}</span>`;

export const SIGN_IN_PROBLEMS = {
  wrong: both('用户名或口令不正确。', 'The name or the password is not right.'),
  busy: both('登录人数较多，请稍后再试。', 'Many people are signing in. Try again in a moment.'),
  'too-many': both('尝试次数过多，请稍后再试。', 'Too many attempts. Try again later.'),
} as const;

/** `leadsTo`: where the form's answer may lead, since browsers follow a form's redirects only there. */
export function signInPage({ action, problem, leadsTo }: { action: string; problem?: keyof typeof SIGN_IN_PROBLEMS | undefined; leadsTo: string | null }): Page {
  return page({
    title: '登录苗程 · Sign in to Miaocheng',
    leadsTo,
    body: `
      <h1>${both('登录苗程', 'Sign in to Miaocheng')}</h1>
      ${problem ? `<p role="alert">${SIGN_IN_PROBLEMS[problem]}</p>` : ''}
      <form method="post" action="${escape(action)}">
        <label>${both('用户名', 'Name')}<input name="username" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="100" required autofocus></label>
        <label>${both('口令', 'Password')}<input name="password" type="password" autocomplete="current-password" maxlength="256" required></label>
        <button>${both('登录', 'Sign in')}</button>
      </form>`,
  });
}

/** `form`: the provider's own, without a button. */
export function signOutPage({ form, leadsTo }: { form: string; leadsTo: string | null }): Page {
  return page({
    title: '退出登录 · Sign out',
    leadsTo,
    body: `<h1>${both('退出登录？', 'Sign out?')}</h1>${form}<button form="op.logoutForm" name="logout" value="yes">${both('退出登录', 'Sign out')}</button>`,
  });
}

export function sayPage(zh: string, en: string): Page {
  return page({ title: `${zh} · ${en}`, leadsTo: null, body: `<h1>${both(zh, en)}</h1>` });
}

function page({ title, body, leadsTo }: { title: string; body: string; leadsTo: string | null }): Page {
  const nonce = randomBytes(16).toString('base64');
  const policy = [`default-src 'none'`, `style-src 'nonce-${nonce}'`, `form-action 'self'${leadsTo === null ? '' : ` ${leadsTo}`}`, `base-uri 'none'`, `frame-ancestors 'none'`].join('; ');
  return {
    html: `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style nonce="${nonce}">${STYLE}</style></head><body><main>${body}</main></body></html>`,
    headers: {
      'content-security-policy': policy, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'same-origin', // no address goes elsewhere, and our own forms still say where they come from
    },
  };
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
