import { useLocale } from 'react-admin';

/** The name of a day of the week by its number in ISO 8601: 1 is Monday. */
export function useWeekday(): (weekday: number) => string {
  const format = new Intl.DateTimeFormat(useLocale() ?? 'zh', { weekday: 'long', timeZone: 'UTC' });
  return (weekday) => format.format(Date.UTC(2024, 0, weekday)); // 1 January 2024 was one
}
