import { ApiError } from '../../../ui/api-error.js';
import { answerOf, reach } from '../../../ui/answer.js';

/** The device that this browser is, as its page shows it. */
export type Desk = { siteId: string; siteName: Record<'zh' | 'en', string>; name: string; station: string };
/** What a kiosk tells: a masked name, whether there is a visit today, and where to go, by station and its codes; null where there is nothing more to do. */
export type CheckedIn = { name: string; checkedIn: boolean; next: { kind: string; codes: string[] } | null };
export type OwnPin = { name: string | null; chosen: boolean; set: boolean; locked: boolean };

/** What is asked below `/auth`: no key, since secrets are kept for no repeat. Throws `ApiError`. */
export function createDeskApi(fetchIt: typeof fetch) {
  const ask = async (path: string, init: RequestInit = {}) => answerOf(await reach(() => fetchIt(path, { ...init, headers: { accept: 'application/json', 'Miaocheng-Request': '1', 'content-type': 'application/json' } })));
  const send = (path: string, body: object) => ask(path, { method: 'POST', body: JSON.stringify(body) });
  return {
    /** Null where this browser is no device that is enrolled. */
    find: async () => ((await ask('/auth/desk')) as { device: Desk | null }).device,
    enrol: async (code: string) => ((await send('/auth/desk/enrol', { code })) as { device: Desk }).device,
    switchTo: async (name: string, pin: string) => void (await send('/auth/desk/switch', { name, pin })),
    /** At a kiosk, by a health code. `onGone`: this device is none any more. */
    checkIn: async (text: string, onGone: () => void) =>
      (await send('/auth/kiosk/check-in', { text }).catch((failed: unknown) => {
        if (failed instanceof ApiError && failed.problem?.code === 'device-unknown') onGone();
        throw failed;
      })) as CheckedIn,
    readPin: async () => (await ask('/auth/pin')) as OwnPin,
    setPin: async (pin: { pin: string; name?: string }) => (await send('/auth/pin', pin)) as OwnPin,
  };
}

export const deskApi = createDeskApi((input, init) => fetch(input, init));
