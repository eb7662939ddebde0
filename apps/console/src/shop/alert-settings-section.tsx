import { Button, Group, NumberInput, Skeleton, Stack } from '@mantine/core';
import { useState } from 'react';
import { LoadFailure } from '../api/load-failure.js';
import { useCommand } from '../api/use-command.js';
import { decimalsOf, toMajor, toMinor } from '../money/money.js';
import { type AlertSettingsOfShop, useAlertSettings } from './alert-settings.js';
import { ShopSection } from './shop-section.js';

/** For administrators: from where on people are alerted. */
export function AlertSettingsSection() {
  const { data, error, refetch } = useAlertSettings();
  return (
    <ShopSection title="Alerts" about="From where on people are alerted.">
      {error && !data ? <LoadFailure what="the limits" error={error} retry={refetch} /> : null}
      {!data && !error && <Skeleton height={90} aria-label="Loading the limits" />}
      {data && (
        <AlertSettingsForm key={JSON.stringify(data)} settings={data} onSaved={() => void refetch()} />
      )}
    </ShopSection>
  );
}

interface AlertSettingsFormProps {
  readonly settings: AlertSettingsOfShop;
  readonly onSaved: () => void;
}

function AlertSettingsForm({ settings, onSaved }: AlertSettingsFormProps) {
  const { currency } = settings;
  const { busy, give } = useCommand(onSaved);
  const [limit, setLimit] = useState<number | string>(
    settings.cashLimit === null ? '' : toMajor(settings.cashLimit, currency),
  );
  const [days, setDays] = useState<number | string>(settings.expiryWarningDays);
  const wanted = {
    cashLimit: limit === '' ? null : toMinor(Number(limit), currency),
    expiryWarningDays: Number(days),
  };
  const changed =
    wanted.cashLimit !== settings.cashLimit || wanted.expiryWarningDays !== settings.expiryWarningDays;
  return (
    <form
      aria-label="Alerts"
      onSubmit={(event) => {
        event.preventDefault();
        const title = 'The limits were not changed';
        void give({ title, method: 'PUT', path: '/alerts/settings', body: wanted });
      }}
    >
      <Stack gap="md">
        <Group gap="md" align="flex-end">
          <NumberInput
            label={`Cash limit of a till in ${currency}`}
            description="What it may take in a day; empty for any"
            flex="1 1 220px"
            min={0}
            max={1_000_000_000}
            decimalScale={decimalsOf(currency)}
            hideControls
            value={limit}
            onChange={setLimit}
          />
          <NumberInput
            label="Days before a batch expires"
            description="So long before people are warned"
            flex="1 1 220px"
            min={0}
            max={365}
            allowDecimal={false}
            required
            value={days}
            onChange={setDays}
          />
        </Group>
        <Group justify="flex-end">
          <Button type="submit" loading={busy} disabled={!changed || days === ''}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
