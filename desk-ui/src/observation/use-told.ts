import { useTexts } from '../i18n/language.js';
import { observationTexts } from './texts.js';

export type ObservationTexts = (typeof observationTexts)['zh'];

export function useObservationTexts(): ObservationTexts {
  return useTexts(observationTexts);
}
