import type { DeskQuestionnaire, SiteDesk } from '../../../contracts/site-desk.js';
import { questionsFor, stopsDose } from '../../../domain/precheck/questions.js';

type Dose = { productId: string; doseNumber: number };
type Question = DeskQuestionnaire['questions'][number];
type Known = Pick<SiteDesk, 'products' | 'questionnaires'>;

/** What has to be asked for these doses, each question once; `general` is the questionnaire that the command names. */
export function askedOf({ products, questionnaires }: Known, doses: readonly Dose[]): { general: DeskQuestionnaire | null; questions: Question[] } {
  const general = questionnaires.find(({ asksFor }) => !asksFor) ?? null;
  if (!general) return { general, questions: [] };
  const asked = doses.flatMap(({ productId }) => products.filter((product) => product.productId === productId)).flatMap((product) => questionsFor(questionnaires, general, product));
  return { general, questions: [...new Map([...general.questions, ...asked].map((question) => [question.id, question])).values()] };
}

/** The doses that this answer forbids; the API refuses them as well. */
export function stoppedBy<D extends Dose>(question: Question, answer: boolean | undefined, { products }: Pick<Known, 'products'>, doses: readonly D[]): D[] {
  return doses.filter(({ productId }) => products.some((product) => product.productId === productId && stopsDose(question, answer, product)));
}
