import { useLayoutEffect, type ReactNode } from 'react';
import { clockTime, shanghaiTime } from '../../../ui/shanghai-time.js';
import { fill } from '../i18n/fill.js';
import { useDocumentTitle } from '../layout/use-document-title.js';
import './observation.css';
import { boardTexts } from './board-texts.js';
import { useServerNow } from './use-server-now.js';
import { useWallBoard } from './use-wall-board.js';

const MINUTE_MS = 60_000;
/** What stays readable from two metres. */
const MOST_SHOWN = 16;

/** The screen on the wall of the observation area: masked names and until when, nothing else, and nothing to press. */
export function PublicBoard() {
  const { board, stale, refused } = useWallBoard();
  const now = useServerNow(board?.asOf);
  useDocumentTitle(boardTexts.zh.title);
  useLayoutEffect(() => void (document.documentElement.lang = 'zh-CN'), []);
  const rows = board?.data ?? [];
  return (
    <main className="wall" id="main-content">
      <header>
        <h1>{board?.siteName.zh} <Both of="title" /></h1>
        <p className="clock">{clockTime(new Date(now).toISOString())}</p>
      </header>
      <div role="status">{refused ? <p className="notice warn"><Both of="no_board" /></p> : stale && <p className="notice warn"><Both of="stale" with={{ at: board ? shanghaiTime(board.asOf).slice(11) : '–' }} /></p>}</div>
      {board && rows.length === 0 && <p className="huge"><Both of="nobody" /></p>}
      <ul className="plain">{rows.slice(0, MOST_SHOWN).map(({ name, until }, n) => <li key={`${until} ${n}`}><span className="name">{name}</span><span className="at">{clockTime(until)}</span><Left until={until} now={now} /></li>)}</ul>
      {rows.length > MOST_SHOWN && <p className="large"><Both of="more" with={{ count: rows.length - MOST_SHOWN }} /></p>}
      <footer><Both of="hint" /></footer>
    </main>
  );
}

function Left({ until, now }: { until: string; now: number }): ReactNode {
  const left = Date.parse(until) - now;
  return <span className={left <= 0 ? 'over' : 'left'}>{left <= 0 ? <>✓ <Both of="over" /></> : <Both of="minutes" with={{ minutes: Math.ceil(left / MINUTE_MS) }} />}</span>;
}

/** Chinese first, English beside it. */
function Both({ of, with: values = {} }: { of: keyof (typeof boardTexts)['zh']; with?: Record<string, string | number> }) {
  return <>{fill(boardTexts.zh[of], values)} <span lang="en" className="english">{fill(boardTexts.en[of], values)}</span></>;
}
