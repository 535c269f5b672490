import type { DecisionMessages } from './decision-messages.js';

export const enDecisions: DecisionMessages = {
  decisions: {
    moved: 'What this rests on changed at %{at}: %{what}. Read it again and decide on what is there now.',
    choose_first: 'To decide field by field, show both records and choose a side for each field that differs.',
    moved_proposal: 'The proposal of %{by} was made on what was there before and no longer stands; propose it anew where it still holds.',
    undo: 'Reverse the decision',
    undo_ask: 'Ask to reverse it',
    undo_asked: 'Asked: another person approves it among the decisions to be reversed',
    undo_sides: 'Both sides get back what they had before; what has been changed since is not overwritten.',
    undo_pair: 'That these two records are two persons is forgotten.',
    undo_asks: 'The registry is asked again, and what still differs is a case again.',
  },
};
