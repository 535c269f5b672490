import type { ComponentProps } from 'react';

/** Sends a command, once: while that is under way it does nothing more, and yet keeps the keyboard's focus, which leaves a disabled button. */
export function CommandButton({ pending, onClick, className = 'main', ...button }: ComponentProps<'button'> & { pending: boolean }) {
  return <button type="button" {...button} className={className} aria-disabled={pending} onClick={(event) => (pending ? event.preventDefault() : onClick?.(event))} />;
}
