import type { Setting, Settings } from '../deploy/settings.js';
import { table } from './table.js';

/** `docs/ENVIRONMENT.md`: every setting of the apps, from the schemas that check them. */
export function environmentPage(apps: Readonly<Record<string, Settings>>): string {
  const names = [...new Set(Object.values(apps).flatMap((settings) => [...settings.keys()]))].toSorted();
  const rows = names.map((name) => {
    const readers = Object.entries(apps).filter(([, settings]) => settings.has(name));
    const setting = readers[0]?.[1].get(name);
    if (!setting) throw new Error(`nobody reads ${name}`);
    return [
      `\`${name}\``,
      readers.map(([app]) => app).join(', '),
      setting.standard ? `\`${setting.standard}\`` : '',
      setting.requiredWhen ? `\`${setting.requiredWhen}\`` : '',
      meaningOf(setting),
    ];
  });
  return [
    '# Settings',
    '',
    '<!-- Generated from the schemas in apps/*/src/config/env.ts by `npm run docs`. Do not edit. -->',
    '',
    'Every setting is an environment variable, checked when the process starts: a wrong or missing one stops it with a',
    'message that names it. An empty value counts as unset. [`.env.example`](../.env.example) has them in groups, ready to',
    'copy; exactly one of `JWT_SECRET`, `JWKS_URL` and `FIREBASE_PROJECT_ID` must be set.',
    '',
    ...table(['setting', 'read by', 'default', 'required when', 'meaning'], rows),
  ].join('\n');
}

function meaningOf({ description, values }: Setting): string {
  const listed = values.map((value) => `\`${value}\``).join(', ');
  return listed ? `${description} (${listed})` : description;
}
