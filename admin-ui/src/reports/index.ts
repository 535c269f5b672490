import { lazy } from 'react';

/** Read by few, so it is loaded when it is opened. */
const ReportPage = lazy(() => import('./ReportPage.js').then((page) => ({ default: page.ReportPage })));

export const reports = { name: 'reports', list: ReportPage };
