import { z } from 'zod';
import { loadPolicy } from '../config/policies.js';

const noticesFile = z.strictObject({
  effectiveFrom: z.iso.date(),
  source: z.string().min(1),
  templates: z.array(z.strictObject({ id: z.string().min(1), zh: z.string().min(1), en: z.string().min(1) })).min(1),
});

/** The text of the result notice in force. Throws `PolicyError`. */
export function loadNoticeTemplate(): { id: string; zh: string } {
  const [template] = loadPolicy('notices', noticesFile).templates;
  if (!template) throw new TypeError('no template');
  return template;
}
