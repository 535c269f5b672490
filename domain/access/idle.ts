/** A browser that nobody touches for so long is signed out (S13). */
export const IDLE_SECONDS = 900;
/** At a shared desk the next who touches it may be a resident. */
export const DESK_IDLE_SECONDS = 300;
