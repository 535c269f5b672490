/** What the pages of the workspace are called. */
export const frameTexts = {
  zh: {
    pages: { registration: '登记', scan: '扫码查看', observation: '留观' },
  },
  en: {
    pages: { registration: 'Registration', scan: 'Scan', observation: 'Observation' },
  },
};
