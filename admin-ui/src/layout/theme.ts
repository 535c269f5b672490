import { defaultLightTheme, type RaThemeOptions } from 'react-admin';

/** Dark enough for small text on white and for white text on it (WCAG AA). */
export const theme: RaThemeOptions = {
  ...defaultLightTheme,
  palette: { ...defaultLightTheme.palette, primary: { main: '#0b5c4d' }, secondary: { main: '#0b5c4d' }, warning: { main: '#9a4600' }, error: { main: '#b00020' } },
  components: { ...defaultLightTheme.components, MuiSkeleton: { styleOverrides: { root: { '@media (prefers-reduced-motion: reduce)': { animation: 'none' } } } } },
  typography: { fontFamily: 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif', h5: { '&::first-letter': { textTransform: 'uppercase' } }, h6: { '&::first-letter': { textTransform: 'uppercase' } } }, // names of kinds and actions are written as in a sentence
};
