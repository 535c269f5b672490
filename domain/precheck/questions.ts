import type { DosesMeant, Product, Question, Questionnaire } from '../policies.js';

type Given = { vaccine: string; live: boolean };

/** What everybody is asked by the questionnaire that was taken, and beside it what each questionnaire of this product asks. */
export function questionsFor(questionnaires: readonly Questionnaire[], general: Questionnaire, dose: Given): Question[] {
  return [general, ...questionnaires.filter(({ asksFor }) => asksFor && isMeant(asksFor, dose))].flatMap(({ questions }) => questions);
}

/** Whether this answer forbids this dose, and only it. Nothing stops a vaccine that is given after an exposure: the disease kills (domain handbook, section 8). */
export function stopsDose({ stopsWhen, stops }: Question, answer: boolean | undefined, dose: Given, product: Product | undefined): boolean {
  return answer === stopsWhen && !product?.afterExposure && (stops === undefined || isMeant(stops, dose));
}

function isMeant({ vaccines, live }: DosesMeant, dose: Given): boolean {
  return (vaccines?.includes(dose.vaccine) ?? false) || (live === true && dose.live);
}
