import { coreApiEnvSchema, errorCodes } from '@business-control/core-api';
import { closeCodeOf, gatewayEnvSchema, socketErrors } from '@business-control/realtime-gateway';
import { describe, expect, it } from 'vitest';
import { coreApiSettings, gatewaySettings } from '../deploy/settings.js';
import { environmentPage } from './environment-page.js';
import { errorCodesPage } from './error-codes-page.js';

const docs = '../../../../docs';
const apps = { 'core-api': coreApiSettings, 'realtime-gateway': gatewaySettings };
const everySetting = Object.entries(apps).flatMap(([app, settings]) =>
  [...settings].map(([name, setting]) => ({ app, name, setting })),
);

describe('docs/ENVIRONMENT.md', () => {
  it('is what the schemas of the settings say; `npm run docs` writes it', async () => {
    await expect(environmentPage(apps)).toMatchFileSnapshot(`${docs}/ENVIRONMENT.md`);
  });

  it.each(everySetting)('says what $name of $app means', ({ setting }) => {
    expect(setting.description).toMatch(/\w+ \w+/);
  });

  it.each([...coreApiSettings].filter(([name]) => gatewaySettings.has(name)))(
    'says the same of %s whoever reads it',
    (name, setting) => {
      const { description, standard, requiredWhen } = setting;
      expect(gatewaySettings.get(name)).toMatchObject({ description, standard, requiredWhen });
    },
  );

  it.each(everySetting.filter(({ setting }) => setting.requiredWhen))(
    'is right that $app requires $name',
    ({ app, name, setting }) => {
      const [condition = '', value] = setting.requiredWhen?.split('=') ?? [];
      const schema = app === 'core-api' ? coreApiEnvSchema : gatewayEnvSchema;
      const { error } = schema.safeParse({ [condition]: value });
      const told = error?.issues.find(({ path }) => path[0] === name);
      expect(told?.message).toBe(`is required when ${setting.requiredWhen}`);
    },
  );
});

describe('docs/ERROR_CODES.md', () => {
  it('is what the tables of the apps say; `npm run docs` writes it', async () => {
    await expect(errorCodesPage(errorCodes, socketErrors, closeCodeOf)).toMatchFileSnapshot(
      `${docs}/ERROR_CODES.md`,
    );
  });
});
