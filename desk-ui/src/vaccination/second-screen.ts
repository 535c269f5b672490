import { useEffect, useRef } from 'react';

/** What the second screen of this desk shows: a window of the same browser, turned to the resident. Nothing of it goes over the network. */
export type Shown = { sentence: string; relations: readonly string[] };
type Message = { kind: 'show'; shown: Shown | null } | { kind: 'who-asks' } | { kind: 'confirmed'; relation: string } | { kind: 'stopped' };

const NAME = 'miaocheng-second-screen';
export const SECOND_SCREEN_PATH = 'second-screen';

export function openSecondScreen(): void {
  window.open(`/desk/vaccination/${SECOND_SCREEN_PATH}`, NAME, 'popup,width=900,height=700');
}

const open = () => new BroadcastChannel(NAME);

/** Shows what is to be confirmed on the second screen, if there is one, and hears what was touched there. */
export function useSecondScreen(shown: Shown, heard: { confirmed: (relation: string) => void; stopped: () => void }): void {
  const now = useRef({ shown, heard });
  now.current = { shown, heard };
  useEffect(() => {
    const channel = open();
    const show = (what: Shown | null) => channel.postMessage({ kind: 'show', shown: what } satisfies Message);
    channel.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.kind === 'who-asks') show(now.current.shown);
      if (data.kind === 'confirmed') now.current.heard.confirmed(data.relation);
      if (data.kind === 'stopped') now.current.heard.stopped();
    };
    show(now.current.shown);
    return () => {
      show(null);
      channel.close();
    };
  }, [shown.sentence]);
}

/** The other end: what the desk asks for now, and the answer to it. */
export function followDesk(onShow: (shown: Shown | null) => void): { say: (message: { kind: 'confirmed'; relation: string } | { kind: 'stopped' }) => void; close: () => void } {
  const channel = open();
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'show') onShow(data.shown);
  };
  channel.postMessage({ kind: 'who-asks' } satisfies Message);
  return { say: (message) => channel.postMessage(message satisfies Message), close: () => channel.close() };
}
