/** Of one person: as many as a row of chips shows at a glance. */
export const MOST_SAVED_QUERIES = 20;

/** Characters. */
export const MAX_QUERY_NAME = 40;
