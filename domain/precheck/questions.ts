import type { DosesMeant, Question, Questionnaire } from '../policies.js';

type Given = { vaccine: string; live: boolean };

/** What everybody is asked by the questionnaire that was taken, and beside it what each questionnaire of this product asks. */
export function questionsFor(questionnaires: readonly Questionnaire[], general: Questionnaire, dose: Given): Question[] {
  return [general, ...questionnaires.filter(({ asksFor }) => asksFor && isMeant(asksFor, dose))].flatMap(({ questions }) => questions);
}

/** Whether this answer forbids this dose. */
export function stopsDose({ stopsWhen, stops }: Question, answer: boolean | undefined, dose: Given): boolean {
  return answer === stopsWhen && (stops === undefined || isMeant(stops, dose));
}

function isMeant({ vaccines, live }: DosesMeant, dose: Given): boolean {
  return (vaccines?.includes(dose.vaccine) ?? false) || (live === true && dose.live);
}
