import { describe, expect, it } from 'vitest';
import { welcome } from './welcome.js';

describe('welcome', () => {
  it('names the page and every demo login', () => {
    const text = welcome('http://localhost:3000', {
      organizations: [{ slug: 'acme', people: [{ mailbox: 'admin' }, { mailbox: 'cashier' }] }],
      password: 'demo1234',
    });

    expect(text).toContain('ready: http://localhost:3000');
    expect(text).toContain('admin@acme.test  cashier@acme.test');
    expect(text).toContain('demo1234');
  });

  it('offers no logins where no demo data was asked for', () => {
    expect(welcome('http://localhost:3000', undefined)).not.toContain('password');
  });
});
