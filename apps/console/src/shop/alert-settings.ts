import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.js';

/** What the organization wants to be told of, as `GET /alerts/settings` answers it. */
export interface AlertSettings {
  /** Minor units of cash that a till may take in a day; `null` for any. */
  readonly cashLimit: number | null;
  readonly expiryWarningDays: number;
}

export interface AlertSettingsOfShop extends AlertSettings {
  readonly currency: string;
}

/** The settings, with the currency of the limit, which is that of the totals. */
export function useAlertSettings() {
  const api = useApi();
  return useQuery({
    queryKey: ['alert-settings'],
    queryFn: async (): Promise<AlertSettingsOfShop> => {
      const settings = await api.get<AlertSettings>('/alerts/settings');
      const { currency } = await api.get<{ readonly currency: string }>('/pos/daily-totals');
      return { ...settings, currency };
    },
  });
}
