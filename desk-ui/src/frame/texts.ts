/** What the pages of the workspace are called. */
export const frameTexts = {
  zh: {
    pages: { registration: '登记', vaccination: '接种台', observation: '留观', scan: '扫码查看' },
  },
  en: {
    pages: { registration: 'Registration', vaccination: 'Vaccination', observation: 'Observation', scan: 'Scan' },
  },
};
