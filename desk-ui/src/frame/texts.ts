/** What the pages of the workspace are called. */
export const frameTexts = {
  zh: {
    pages: { scan: '扫码查看' },
  },
  en: {
    pages: { scan: 'Scan' },
  },
};
