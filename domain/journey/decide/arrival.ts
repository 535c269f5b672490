import { refuse } from '../../refusals.js';
import { localDateOf } from '../../time.js';
import { decided, type Decision } from '../decision.js';
import { notSwitchedOn, type Asked } from './asked.js';

/** Repeated check-in is harmless: the stage refuses it only once the journey has moved on. */
export function checkIn({ state, data, facts, now }: Asked<'checkIn'>): Decision {
  if (data.siteId !== state.siteId) return refuse({ code: 'wrong-site' });
  if (localDateOf(now) !== state.day) return refuse({ code: 'wrong-day', day: state.day });
  const off = notSwitchedOn(facts, state.day);
  if (off) return refuse(off);
  return decided([{ type: 'checkedIn', data: {} }]);
}
