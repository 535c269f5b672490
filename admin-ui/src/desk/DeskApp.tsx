import CssBaseline from '@mui/material/CssBaseline';
import { createTheme, ThemeProvider } from '@mui/material/styles';
import { I18nContextProvider, StoreContextProvider, type I18nProvider, type Store } from 'react-admin';
import { BrowserRouter } from 'react-router-dom';
import { theme } from '../layout/theme.js';
import { DeskPage } from './DeskPage.js';

const muiTheme = createTheme(theme);

/** The page of a shared desk while nobody is signed in there: it stands beside the rest, which asks at once who is there. */
export function DeskApp({ i18nProvider, store }: { i18nProvider: I18nProvider; store: Store }) {
  return (
    <BrowserRouter>
      <StoreContextProvider value={store}>
        <I18nContextProvider value={i18nProvider}>
          <ThemeProvider theme={muiTheme}>
            <CssBaseline />
            <DeskPage />
          </ThemeProvider>
        </I18nContextProvider>
      </StoreContextProvider>
    </BrowserRouter>
  );
}
