import Icon from '@mui/icons-material/BarChart';
import { lazyPage } from '../layout/lazy-page.js';

const ReportPage = lazyPage(async () => (await import('./ReportPage.js')).ReportPage);

export const reports = { name: 'reports', icon: Icon, list: ReportPage };
