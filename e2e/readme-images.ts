/** The pictures that README.md shows, as `docs/images/NAME.png`; `npm run screenshots` renews them. */
export const README_IMAGES = ['today', 'case', 'journey'] as const;
export type ReadmeImage = (typeof README_IMAGES)[number];
