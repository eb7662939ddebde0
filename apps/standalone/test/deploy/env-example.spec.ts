import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { composeVariables, fileOf } from './compose-file.js';
import { coreApiSettings, gatewaySettings } from './settings.js';

interface Entry {
  readonly name: string;
  readonly value: string;
  readonly readers: readonly string[];
}

/** A comment that ends with its readers in brackets stands for every setting up to the next comment. */
function entries(): Entry[] {
  const found: Entry[] = [];
  let readers: readonly string[] = [];
  for (const line of fileOf('.env.example').split('\n')) {
    const setting = /^(?:# )?([A-Z][A-Z0-9_]*)=(.*)$/.exec(line);
    const bracketed = /^# .*\[([a-z, -]+)\]$/.exec(line);
    if (setting) found.push({ name: setting[1] ?? '', value: setting[2] ?? '', readers });
    else if (bracketed) readers = (bracketed[1] ?? '').split(', ');
  }
  return found;
}

describe('.env.example', () => {
  const documented = entries();
  const compose = composeVariables();

  it('documents every setting of the apps and of compose once, and no other', () => {
    const known = new Set([...coreApiSettings.keys(), ...gatewaySettings.keys(), ...compose]);
    expect(documented.map(({ name }) => name).toSorted()).toEqual([...known].toSorted());
  });

  it.each(documented)('says who reads $name', ({ name, readers }) => {
    expect(readers).toEqual([
      ...(coreApiSettings.has(name) ? ['core-api'] : []),
      ...(gatewaySettings.has(name) ? ['gateway'] : []),
      ...(compose.has(name) ? ['compose'] : []),
    ]);
  });

  const defaults = new Map([...gatewaySettings, ...coreApiSettings]);
  const withDefault = documented.filter(({ name }) => (defaults.get(name)?.standard ?? '') !== '');
  it.each(withDefault)('shows the default of $name', ({ name, value }) => {
    expect(value).toBe(defaults.get(name)?.standard);
  });

  it('sets nothing when it is copied as it is', () => {
    expect(Object.values(parseEnv(fileOf('.env.example'))).join('')).toBe('');
  });
});
