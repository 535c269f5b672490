import { useEffect } from 'react';
import { useLogout } from 'react-admin';
import { watchIdle } from '../../../ui/idle.js';

/** Ends the session of a page that nobody touches. Nothing is drawn. */
export function IdleWatch({ seconds }: { seconds: number }) {
  const logout = useLogout();
  useEffect(() => watchIdle(seconds, () => void logout({ idle: true })), [logout, seconds]);
  return null;
}
