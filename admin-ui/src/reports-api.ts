import type { DataProvider } from 'react-admin';
import type { ReportAnswer } from '../../contracts/reports.js';
import type { GetFile } from './get-file.js';
import type { GetJson } from '../../ui/get-json.js';
import { createPages } from './pages.js';

/** What may be asked of the reports. */
export type ReportVerbs = ReturnType<typeof createReportVerbs>;
export type ReportProvider = DataProvider & ReportVerbs;

export function createReportVerbs(getJson: GetJson, getFile: GetFile) {
  const pages = createPages(getJson);
  return {
    getReport: (name: string, query: Record<string, string>, signal?: AbortSignal) => getJson(`/v1/reports/${name}`, query, signal) as Promise<ReportAnswer>,
    /** A page, the first is 1, of what a number counts. */
    listCounted: (name: string, query: Record<string, string>, page: number, signal?: AbortSignal) => pages.read(`/v1/reports/${name}/counted`, query, page, signal),
    /** With headings in the language of the page, which need not be that of the browser. */
    exportReport: (name: string, query: Record<string, string>, language: string) => getFile(`/v1/reports/${name}/file`, query, language),
  };
}
