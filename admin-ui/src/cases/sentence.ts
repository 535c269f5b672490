import type { Journey } from '../../../contracts/journeys.js';
import type { Case } from '../../../contracts/cases.js';

type Translate = (key: string, values?: Record<string, unknown>) => string;
type Said = Pick<Case, 'kind' | 'plannedDoseId'>;
type Told = Pick<Journey, 'doses' | 'archive'>;

/** What sentences about a case name: its dose, and the fields on which both records do not say the same. */
export function namedIn(translate: Translate, locale: string, { plannedDoseId }: Said, { doses, archive }: Told): { dose: string; fields: string } {
  const dose = doses.find((planned) => planned.plannedDoseId === plannedDoseId);
  const fields = Object.keys(archive.fields).map((field) => translate(`words.field.${field}`, { _: field }));
  return {
    dose: dose ? translate('cases.dose', { product: translate(`words.product.${dose.productId}`, { _: dose.productId }), number: dose.doseNumber }) : translate('cases.unknown_dose'),
    fields: new Intl.ListFormat(locale, { type: 'conjunction' }).format(fields) || translate('cases.identity'),
  };
}

/** One sentence for what it is about; of a kind that this page does not know yet, its name. */
export function sentenceIn(translate: Translate, locale: string, about: Said, journey: Told): string {
  const sentence = translate(`about.${about.kind}`, { ...namedIn(translate, locale, about, journey), _: about.kind });
  return sentence.charAt(0).toUpperCase() + sentence.slice(1); // it may begin with the name of a dose
}
