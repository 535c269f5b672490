/** What the page of a case says of decisions that are more than a button. */
export type DecisionMessages = {
  decisions: Record<'moved' | 'moved_proposal' | 'choose_first' | 'undo' | 'undo_ask' | 'undo_asked' | 'undo_sides' | 'undo_pair' | 'undo_asks', string>;
};
