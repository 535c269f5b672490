import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { useTexts } from '../i18n/language.js';
import { observationTexts } from './texts.js';

export type ObservationTexts = (typeof observationTexts)['zh'];

export function useObservationTexts(): ObservationTexts {
  return useTexts(observationTexts);
}

/** `09:30` in Asia/Shanghai. */
export function clockTime(at: string): string {
  return shanghaiTime(at).slice(11, 16);
}
